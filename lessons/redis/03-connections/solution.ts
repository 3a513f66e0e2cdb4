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
  const waiting = new Set<Redis>();
  return {
    shared: () => shared,
    async blocking(work) {
      const own = shared.duplicate();
      own.on('error', onError);
      waiting.add(own);
      try {
        return await work(own);
      } finally {
        waiting.delete(own);
        own.disconnect();
      }
    },
    async close() {
      // A quit would wait behind what they wait for.
      for (const own of waiting) own.disconnect();
      await shared.quit();
    },
  };
}
