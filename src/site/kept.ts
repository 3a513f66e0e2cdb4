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
