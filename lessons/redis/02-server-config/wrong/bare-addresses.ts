// Fails: does not let an address bring settings along
// Takes an address for a value that needs no care.
import { isAbsolute } from 'node:path';

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

const LOOPBACK = /^-?(127\.\d+\.\d+\.\d+|::1|localhost)$/;

/**
 * The text of a redis.conf for these options.
 * @throws {Error} for an address that others can reach, unless there
 * is a password; for a path that is not from the root; and for a value
 * with a line break that it cannot write in one line.
 */
export function redisConf(options: ServerOptions): string {
  const { port, dir, logfile, pidfile, megabytes, policy } = options;
  const { bind = ['127.0.0.1', '-::1'], password = '' } = options;
  const open = bind.find((address) => !LOOPBACK.test(address));
  if (open !== undefined && password === '') {
    throw new Error(
      `others can reach ${open}, and whoever does may read and delete ` +
        'everything: give the server a password',
    );
  }
  const relative = [dir, logfile, pidfile].find(
    (path) => !isAbsolute(path),
  );
  if (relative !== undefined) {
    throw new Error(
      `where ${relative} is depends on where the server is started: ` +
        'give the path from the root',
    );
  }
  const settings = [
    ['daemonize', 'no'],
    ['bind', ...bind],
    ['port', String(port)],
    ['protected-mode', 'yes'],
    ['dir', dir],
    ['logfile', logfile],
    ['pidfile', pidfile],
    ['maxmemory', `${megabytes}mb`],
    ['maxmemory-policy', policy],
    ...(password === '' ? [] : [['requirepass', password]]),
  ];
  return settings
    .map(([name, ...values]) =>
      [
        name,
        ...values.map((value) =>
          name === 'bind' ? value : quoted(value),
        ),
      ].join(' '),
    )
    .map((line) => `${line}\n`)
    .join('');
}

/** A value in quotes, so that it is one whatever it contains. */
function quoted(value: string): string {
  if (/[\r\n]/.test(value)) {
    throw new Error(
      `${JSON.stringify(value)} has a line break, and the next line ` +
        'of a redis.conf is another setting',
    );
  }
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}
