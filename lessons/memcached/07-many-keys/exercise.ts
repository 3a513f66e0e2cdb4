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
    throw new Error(
      `Then here: ${values.size} set commands in one write, each for ${seconds} s.`,
    );
  }

  async function getMany(keys: Key[]): Promise<Map<Key, string>> {
    throw new Error(
      `Begin here: ask ${connection.ended ?? 'the connection'} for get ${prefix}${keys[0]} … in one line.`,
    );
  }

  async function deleteMany(keys: Key[]): Promise<Key[]> {
    throw new Error(
      `Then here: ${keys.length} delete commands in one write.`,
    );
  }

  return { setMany, getMany, deleteMany };
}
