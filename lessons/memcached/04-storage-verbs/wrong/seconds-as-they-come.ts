// Fails: keeps an item for longer than 30 days
// Thinks that seconds are always counted from now.
import type { Connection } from '#examples/memcached/client/connection.ts';

/** The key, when the server would read it as one. */
function checked(key: string): string {
  const bytes = Buffer.byteLength(key);
  if (bytes > 0 && bytes <= 250 && !/[\0-\x20\x7f]/.test(key))
    return key;
  throw new TypeError(
    `${JSON.stringify(key)} is no key: 1 to 250 bytes, no spaces, no control characters`,
  );
}

/** The verbs that write, spoken on this connection. */
export function storage(connection: Connection) {
  /** Asks, and tells whether the answer is `yes`. */
  async function ask(request: string, yes: string, no: string) {
    const expected = new RegExp(`^(${yes}|${no})$`);
    const [reply] = connection.ask(request, expected);
    return (await reply!).line === yes;
  }

  const store =
    (verb: string) =>
    async (key: string, text: string, seconds = 0) => {
      const length = Buffer.byteLength(text);
      const line = `${verb} ${checked(key)} 0 ${seconds} ${length}`;
      return ask(`${line}\r\n${text}\r\n`, 'STORED', 'NOT_STORED');
    };

  return {
    set: store('set'),
    add: store('add'),
    replace: store('replace'),
    append: store('append'),
    prepend: store('prepend'),
    touch: async (key: string, seconds: number) =>
      ask(
        `touch ${checked(key)} ${seconds}\r\n`,
        'TOUCHED',
        'NOT_FOUND',
      ),
    delete: async (key: string) =>
      ask(`delete ${checked(key)}\r\n`, 'DELETED', 'NOT_FOUND'),
  };
}
