// Fails: refuses a key that the server would misread
// Leaves it to the server to refuse a key.
import type { Connection } from '#examples/memcached/client/connection.ts';

const THIRTY_DAYS = 30 * 24 * 60 * 60;

/** As Memcached reads it: a moment when it is over 30 days. */
function exptime(seconds: number): number {
  if (seconds <= THIRTY_DAYS) return seconds;
  return Math.floor(Date.now() / 1000) + seconds;
}

/** The key, when the server would read it as one. */
function checked(key: string): string {
  return key;
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
      const line = `${verb} ${checked(key)} 0 ${exptime(seconds)} ${length}`;
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
        `touch ${checked(key)} ${exptime(seconds)}\r\n`,
        'TOUCHED',
        'NOT_FOUND',
      ),
    delete: async (key: string) =>
      ask(`delete ${checked(key)}\r\n`, 'DELETED', 'NOT_FOUND'),
  };
}
