import type { Redis } from 'ioredis';

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
  throw new Error(
    `Begin here: one connection to ${url}, with ${onError.name} as listener of its errors.`,
  );
}
