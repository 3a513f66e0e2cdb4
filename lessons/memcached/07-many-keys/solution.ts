import type { Connection } from '#examples/memcached/client/connection.ts';

/** A number counts as its digits: 41 and '41' are one key. */
export type Key = string | number;

/** Many items at once. Each call is one write, and one wait. */
export interface ManyKeys {
  /**
   * Stores texts as UTF-8 for `seconds`. Resolves to the keys whose
   * text the server refused, as they were given.
   */
  setMany(values: Map<Key, string>, seconds: number): Promise<Key[]>;
  /**
   * Resolves to the texts that are there, by their keys as they were
   * given. A key that missed is not among them.
   */
  getMany(keys: Key[]): Promise<Map<Key, string>>;
  /** Deletes items. Resolves to the keys that had one, as given. */
  deleteMany(keys: Key[]): Promise<Key[]>;
}

/** Puts `prefix` before each key on its way to the server. */
export function manyKeys(
  connection: Connection,
  prefix: string,
): ManyKeys {
  async function setMany(
    values: Map<Key, string>,
    seconds: number,
  ): Promise<Key[]> {
    const keys = [...values.keys()];
    if (keys.length === 0) return [];
    const commands = [...values].map(
      ([key, text]) =>
        `set ${prefix}${key} 0 ${seconds} ${Buffer.byteLength(text)}\r\n${text}\r\n`,
    );
    const asking = connection.ask(
      commands.join(''),
      ...keys.map(() => /^STORED$/),
    );
    const replies = await Promise.allSettled(asking);
    return keys.filter((_, i) => replies[i]?.status === 'rejected');
  }

  async function getMany(keys: Key[]): Promise<Map<Key, string>> {
    if (keys.length === 0) return new Map();
    const given = new Map(keys.map((key) => [`${prefix}${key}`, key]));
    const [reply] = connection.ask(
      `get ${[...given.keys()].join(' ')}\r\n`,
      /^END$/,
    );
    const { items } = await reply!;
    return new Map(
      items.map(({ key, data }) => [given.get(key)!, data.toString()]),
    );
  }

  async function deleteMany(keys: Key[]): Promise<Key[]> {
    if (keys.length === 0) return [];
    const commands = keys.map((key) => `delete ${prefix}${key}\r\n`);
    const asking = connection.ask(
      commands.join(''),
      ...keys.map(() => /^(DELETED|NOT_FOUND)$/),
    );
    const replies = await Promise.all(asking);
    return keys.filter((_, i) => replies[i]?.line === 'DELETED');
  }

  return { setMany, getMany, deleteMany };
}
