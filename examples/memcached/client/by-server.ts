import type { Connection } from './connection.ts';
import { NoServer } from './errors.ts';
import type { Key, Name } from './key.ts';
import type { Pool } from './pool.ts';

/** The keys of one server. */
export interface ServersKeys {
  connection: Connection;
  /** The caller's keys, by the names that are sent. */
  names: Map<string, Name>;
}

// #region by-server
/** The keys by server, and apart those that no living server has. */
export async function byServer(
  pool: Pool,
  keys: Iterable<Key>,
  prefix?: string,
): Promise<{ servers: ServersKeys[]; nowhere: Name[] }> {
  // All at once: each server that is dead takes its time.
  const places = await Promise.all(
    [...keys].map(async (key) => {
      const plain = Array.isArray(key) ? key[1] : key;
      try {
        return { plain, place: await pool.place(key, prefix) };
      } catch (error) {
        if (!(error instanceof NoServer)) throw error;
        return { plain };
      }
    }),
  );
  const servers = new Map<Connection, ServersKeys>();
  const nowhere: Name[] = [];
  for (const { plain, place } of places) {
    if (!place) {
      nowhere.push(plain);
      continue;
    }
    const { name, connection } = place;
    const known = servers.get(connection);
    const of = known ?? { connection, names: new Map<string, Name>() };
    servers.set(connection, of);
    of.names.set(name, plain);
  }
  return { servers: [...servers.values()], nowhere };
}
// #endregion by-server
