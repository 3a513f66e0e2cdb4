/** How a memcached is to be started. */
export interface ServerOptions {
  /** Where it listens for TCP. */
  port: number;
  /** Memory for items, in megabytes. */
  megabytes: number;
  /** How many clients may be connected at a time; 1024 unless given. */
  connections?: number;
  /** The largest item, in megabytes; 1 unless given. */
  largestItem?: number;
  /** Whether old items make room for new ones; true unless given. */
  evict?: boolean;
  /** The address to listen at; 127.0.0.1 unless given. */
  listen?: string;
  /** That whoever reaches `listen` may read, write and delete. */
  openToAll?: boolean;
}

/**
 * The arguments of `memcached` for these options.
 * @throws {Error} for an address that others can reach, unless the
 * server is to be open to all; and for what memcached would not start
 * with.
 */
export function argv(options: ServerOptions): string[] {
  throw new Error(
    `Begin here: the arguments for port ${options.port} and ${options.megabytes} MB.`,
  );
}
