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
  const servers = new Map<Connection, ServersKeys>();
  const nowhere: Name[] = [];
  for (const key of keys) {
    const plain = Array.isArray(key) ? key[1] : key;
    try {
      const { name, connection } = await pool.place(key, prefix);
      const known = servers.get(connection);
      const of = known ?? {
        connection,
        names: new Map<string, Name>(),
      };
      servers.set(connection, of);
      of.names.set(name, plain);
    } catch (error) {
      if (!(error instanceof NoServer)) throw error;
      nowhere.push(plain);
    }
  }
  return { servers: [...servers.values()], nowhere };
}
// #endregion by-server
