import type { Connection } from '#examples/memcached/client/connection.ts';

/**
 * Texts in Memcached. A key has 1 to 250 bytes, no spaces and no
 * control characters: with any other, each of these rejects and sends
 * nothing. Seconds may be more than 30 days; without, it is for ever.
 */
export interface Storage {
  /** Stores a text, whatever was there: true. */
  set(key: string, text: string, seconds?: number): Promise<boolean>;
  /** Stores a text where there is none; else false. */
  add(key: string, text: string, seconds?: number): Promise<boolean>;
  /** Stores a text where there is one; else false. */
  replace(
    key: string,
    text: string,
    seconds?: number,
  ): Promise<boolean>;
  /** Puts a text behind the one that is there; else false. */
  append(key: string, text: string): Promise<boolean>;
  /** Puts a text before the one that is there; else false. */
  prepend(key: string, text: string): Promise<boolean>;
  /** Gives an item another time to live; false when there is none. */
  touch(key: string, seconds: number): Promise<boolean>;
  /** Removes an item; false when there is none. */
  delete(key: string): Promise<boolean>;
}

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
export function storage(connection: Connection): Storage {
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
    touch: async (key, seconds) =>
      ask(
        `touch ${checked(key)} ${exptime(seconds)}\r\n`,
        'TOUCHED',
        'NOT_FOUND',
      ),
    delete: async (key) =>
      ask(`delete ${checked(key)}\r\n`, 'DELETED', 'NOT_FOUND'),
  };
}
