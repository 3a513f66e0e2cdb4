/** How a Redis is to be started. */
export interface ServerOptions {
  /** Where it listens for TCP. */
  port: number;
  /** The folder of its data files, as a path from the root. */
  dir: string;
  /** The file that it writes its log to, as a path from the root. */
  logfile: string;
  /** The file that it writes its process id to, likewise. */
  pidfile: string;
  /** Memory for data, in megabytes of 1024 × 1024 bytes. */
  megabytes: number;
  /** What it does when that is full. */
  policy: 'noeviction' | 'allkeys-lru' | 'volatile-lru';
  /** The addresses to listen at; the loopback unless given. */
  bind?: string[];
  /** What a client must say first; nothing unless given. */
  password?: string;
}

/**
 * The text of a redis.conf for these options.
 * @throws {Error} for an address that others can reach, unless there
 * is a password; for a path that is not from the root; and for a value
 * with a line break that it cannot write in one line.
 */
export function redisConf(options: ServerOptions): string {
  throw new Error(
    `Begin here: a redis.conf for port ${options.port} and ${options.megabytes} MB.`,
  );
}
