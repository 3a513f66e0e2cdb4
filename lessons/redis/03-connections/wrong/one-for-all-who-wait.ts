// Fails: lets two wait beside each other
// Has one connection for all that wait.
import { Redis } from 'ioredis';

/** The connections of one program to one Redis. */
export interface Connections {
  /** The connection of all commands that do not wait: always the same. */
  shared(): Redis;

  /**
   * Lends a connection of its own to some work that waits, like BLPOP,
   * and closes it when that is over. Resolves or rejects as the work.
   */
  blocking<T>(work: (redis: Redis) => Promise<T>): Promise<T>;

  /**
   * Lets the shared connection finish what was sent on it, and closes
   * all of them, also those on which somebody waits.
   */
  close(): Promise<void>;
}

/**
 * Opens the shared connection, and lets every connection come back when
 * it was lost.
 * @param onError is told of each error of a connection.
 */
export function connect(
  url: string,
  onError: (error: Error) => void,
): Connections {
  const shared = new Redis(url);
  shared.on('error', onError);
  let waiting: Redis | undefined;
  return {
    shared: () => shared,
    blocking(work) {
      waiting ??= shared.duplicate().on('error', onError);
      return work(waiting);
    },
    async close() {
      // A quit would wait behind what they wait for.
      waiting?.disconnect();
      await shared.quit();
    },
  };
}
