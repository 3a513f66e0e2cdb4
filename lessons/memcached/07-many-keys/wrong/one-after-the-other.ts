// Fails: stores a hundred texts with one write, in one round trip
// Sends the next command when the reply to the last has come.
import type { Connection } from '#examples/memcached/client/connection.ts';

export type Key = string | number;

export function manyKeys(connection: Connection, prefix: string) {
  async function setMany(
    values: Map<Key, string>,
    seconds: number,
  ): Promise<Key[]> {
    const keys = [...values.keys()];
    if (keys.length === 0) return [];
    const failed: Key[] = [];
    for (const [key, text] of values) {
      const command = `set ${prefix}${key} 0 ${seconds} ${Buffer.byteLength(text)}\r\n${text}\r\n`;
      const [reply] = connection.ask(command, /^STORED$/);
      await reply!.catch(() => failed.push(key));
    }
    return failed;
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
