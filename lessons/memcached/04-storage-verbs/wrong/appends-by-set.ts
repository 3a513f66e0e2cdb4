// Fails: leaves the time as it is when it appends
// Reads, puts together and sets: the time to live is lost.
import type { Connection } from '#examples/memcached/client/connection.ts';

const THIRTY_DAYS = 30 * 24 * 60 * 60;

/** As Memcached reads it: a moment when it is over 30 days. */
function exptime(seconds: number): number {
  if (seconds <= THIRTY_DAYS) return seconds;
  return Math.floor(Date.now() / 1000) + seconds;
}

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
      const line = `${verb} ${checked(key)} 0 ${exptime(seconds)} ${length}`;
      return ask(`${line}\r\n${text}\r\n`, 'STORED', 'NOT_STORED');
    };

  const set = store('set');

  async function read(key: string): Promise<string | undefined> {
    const [reply] = connection.ask(`get ${checked(key)}\r\n`, /^END$/);
    return (await reply!).items[0]?.data.toString();
  }

  return {
    set,
    add: store('add'),
    replace: store('replace'),
    append: async (key: string, text: string) => {
      const before = await read(key);
      return before !== undefined && set(key, before + text);
    },
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
