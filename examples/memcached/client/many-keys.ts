import { byServer } from './by-server.ts';
import type { Key, Name } from './key.ts';
import type { Pool } from './pool.ts';
import type { QuietOption } from './removal.ts';
import { storeRequest, type StoreOptions } from './storage.ts';

export interface PrefixOption {
  /** Put before each key on its way, and taken off on the way back. */
  prefix?: string;
}
type ManyOptions = PrefixOption & QuietOption;

/** Values by key: a Map where a key is a number or has a hash. */
export type Values = Map<Key, unknown> | Record<string, unknown>;

export function manyKeys(pool: Pool) {
  // #region get-many
  /**
   * The values that are there, by their keys without the prefix. What
   * a dead server has counts as a miss. Rejects as the codec throws.
   */
  async function getMany(
    keys: Iterable<Key>,
    { prefix }: PrefixOption = {},
  ) {
    const { servers } = await byServer(pool, keys, prefix);
    const found = new Map<Name, unknown>();
    const asked = servers.map(async ({ connection, names }) => {
      const request = `get ${[...names.keys()].join(' ')}\r\n`;
      const asking = connection.ask(request, /^END$/);
      const [reply] = await Promise.allSettled(asking);
      if (reply?.status !== 'fulfilled') return;
      for (const item of reply.value.items) {
        const key = names.get(item.key);
        if (key !== undefined) found.set(key, pool.codec.decode(item));
      }
    });
    await Promise.all(asked); // all servers are at work at once
    return found;
  }
  // #endregion get-many

  // #region one-write
  /** A command for each key, one write a server; the keys it failed. */
  async function forEach(
    keys: Iterable<Key>,
    command: (name: string, key: Name) => Buffer,
    expects: RegExp,
    { prefix, noreply }: ManyOptions,
  ): Promise<Name[]> {
    const { servers, nowhere } = await byServer(pool, keys, prefix);
    // All are made before any is sent: one may be impossible.
    const writes = servers.map(({ connection, names }) => ({
      connection,
      keys: [...names.values()],
      commands: [...names].map(([name, key]) => command(name, key)),
    }));
    const failed = writes.map(
      async ({ connection, keys, commands }) => {
        const expected = noreply ? [] : keys.map(() => expects);
        const asking = connection.ask(
          Buffer.concat(commands),
          ...expected,
        );
        const replies = await Promise.allSettled(asking);
        return keys.filter((_, i) => replies[i]?.status === 'rejected');
      },
    );
    return [...nowhere, ...(await Promise.all(failed)).flat()];
  }
  // #endregion one-write

  // #region set-many
  /** Stores values; resolves to the keys that were not stored. */
  function setMany(
    values: Values,
    options: StoreOptions & ManyOptions = {},
  ) {
    const entries =
      values instanceof Map ? values : Object.entries(values);
    const byKey = new Map<Name, unknown>();
    for (const [key, value] of entries)
      byKey.set(Array.isArray(key) ? key[1] : key, value);
    const command = (name: string, key: Name) =>
      storeRequest(pool, ['set', name], byKey.get(key), options);
    const keys = [...entries].map(([key]) => key);
    return forEach(keys, command, /^STORED$/, options);
  }

  /** Deletes keys; resolves to those that may still be there. */
  function deleteMany(keys: Iterable<Key>, options: ManyOptions = {}) {
    const end = options.noreply ? ' noreply\r\n' : '\r\n';
    const command = (name: string) =>
      Buffer.from(`delete ${name}${end}`);
    return forEach(keys, command, /^(DELETED|NOT_FOUND)$/, options);
  }
  // #endregion set-many

  return { getMany, setMany, deleteMany };
}
