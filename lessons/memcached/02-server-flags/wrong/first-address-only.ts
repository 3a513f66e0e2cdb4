// Fails: refuses to listen at 127.0.0.1,0.0.0.0 without being told that it is open to all
// Looks at how the address begins: -l takes a list, with commas between.
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

const LOOPBACK = /^(127\.|localhost|::1)/;

/**
 * The arguments of `memcached` for these options.
 * @throws {Error} for an address that others can reach, unless the
 * server is to be open to all; and for what memcached would not start
 * with.
 */
export function argv(options: ServerOptions): string[] {
  const { port, megabytes, connections = 1024 } = options;
  const { largestItem = 1, evict = true } = options;
  const { listen = '127.0.0.1', openToAll = false } = options;
  if (!LOOPBACK.test(listen) && !openToAll) {
    throw new Error(
      `memcached asks nobody for a password, and ${listen} is not the ` +
        'loopback: say openToAll if that is meant',
    );
  }
  if (largestItem > megabytes / 2) {
    throw new Error(
      `an item of ${largestItem} MB does not fit into ${megabytes} MB: ` +
        'it may be half of the memory at most',
    );
  }
  return [
    ...['-l', listen, '-p', String(port), '-U', '0'],
    ...['-m', String(megabytes), '-c', String(connections)],
    ...['-I', `${largestItem}m`],
    ...(evict ? [] : ['-M']),
  ];
}
