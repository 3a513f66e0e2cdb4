/** How long a dev server shows what it has read, in ms. */
const MOMENT = 1000;

/**
 * What `load` gives, loaded once for a build. A dev server must see what an
 * author changes: it loads anew after a moment, for a page asks many times.
 */
export function kept<Value>(load: () => Value): () => Value {
  let value: Value;
  let until = 0;
  return () => {
    if (Date.now() > until) {
      value = load();
      until = import.meta.env.PROD ? Infinity : Date.now() + MOMENT;
    }
    return value;
  };
}

/** The same for what has a name: each is loaded when it is first asked for. */
export function keptFor<Value>(
  load: (name: string) => Value,
): (name: string) => Value {
  const known = new Map<string, () => Value>();
  return (name) => {
    let value = known.get(name);
    if (!value) known.set(name, (value = kept(() => load(name))));
    return value();
  };
}
