import { connect, type NetConnectOpts } from 'node:net';
import { Connection } from './connection.ts';
import type { ConnectionLost } from './errors.ts';

// #region connect
/**
 * Connects to a memcached. Resolves when it has answered: something in
 * between may accept a connection where no server is.
 * @param timeout milliseconds, for this and for each reply
 * @param onEnd is told when the connection has ended, and why
 */
export async function connectTo(
  endpoint: NetConnectOpts,
  timeout: number,
  onEnd?: (error: ConnectionLost) => void,
): Promise<Connection> {
  const socket = connect({ ...endpoint, timeout });
  try {
    await new Promise((resolve, reject) => {
      socket.once('connect', resolve).once('error', reject);
      const late = `it did not connect in ${timeout} ms`;
      socket.once('timeout', () => reject(new Error(late)));
    });
    socket.setTimeout(0);
    const connection = new Connection(socket, timeout, onEnd);
    await Promise.all(connection.ask('version\r\n', /^VERSION /));
    return connection;
  } catch (error) {
    socket.destroy();
    throw error;
  }
}
// #endregion connect
