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

/** The verbs that write, spoken on this connection. */
export function storage(connection: Connection): Storage {
  const verb = (name: string) => async (key: string) => {
    throw new Error(
      `Begin here: ask the ${connection.constructor.name} to ${name} ${key}. The request is a line with the length of the text in bytes, then the text.`,
    );
  };

  return {
    set: verb('set'),
    add: verb('add'),
    replace: verb('replace'),
    append: verb('append'),
    prepend: verb('prepend'),
    touch: verb('touch'),
    delete: verb('delete'),
  };
}
