import { ServicesError } from './services-error.ts';

/** Settings that a Redis on trial may have: none runs or loads anything. */
const MAY = [
  ...[
    'appendfsync',
    'appendonly',
    'bind',
    'daemonize',
    'databases',
    'dbfilename',
  ],
  ...['dir', 'hz', 'logfile', 'loglevel', 'maxclients', 'maxmemory'],
  ...['maxmemory-policy', 'maxmemory-samples', 'pidfile', 'port'],
  ...['protected-mode', 'requirepass', 'save', 'supervised', 'tcp-backlog'],
  ...['tcp-keepalive', 'timeout'],
];

const LOOPBACK = ['127.0.0.1', '-::1', '::1', 'localhost'];

/** What a trial must know of the text that it starts a Redis from. */
export interface TrialConf {
  port: number;
  password: string | undefined;
}

/**
 * Reads the text of a `redis.conf` that somebody wants to try: on the
 * loopback, in the foreground, and writing below `folder` only.
 * @throws {ServicesError} that says why it may not be started.
 */
export function trialConf(text: string, folder: string): TrialConf {
  const settings = new Map<string, string[]>();
  for (const line of text.split('\n').map((each) => each.trim())) {
    if (line === '' || line.startsWith('#')) continue;
    const [name = '', ...values] = wordsOf(line);
    const key = name.toLowerCase();
    if (!MAY.includes(key))
      throw notStarted(
        `"${name}" is none of the settings that it may have here: ${MAY.join(' ')}`,
      );
    settings.set(key, values);
  }
  const one = (name: string) => settings.get(name)?.join(' ') ?? '';
  const binds = settings.get('bind');
  if (!binds)
    throw notStarted(
      'without bind it listens on every address of this machine, for everyone',
    );
  const open = binds.find((address) => !LOOPBACK.includes(address));
  if (open !== undefined)
    throw notStarted(
      `with bind ${open} others could reach it; 127.0.0.1 is for this machine only`,
    );
  if (one('daemonize') === 'yes')
    throw notStarted(
      'with daemonize yes it leaves its terminal, and whoever started it loses sight of it',
    );
  for (const name of ['dir', 'logfile', 'pidfile', 'dbfilename']) {
    const path = one(name);
    if (path.includes('..') || (path.startsWith('/') && !isIn(path, folder)))
      throw notStarted(`its ${name} is "${path}", and not below ${folder}`);
  }
  if (one('dir') === '')
    throw notStarted('without dir it writes wherever it was started from');
  const port = Number(one('port'));
  if (!Number.isInteger(port) || port < 1024 || port > 65535)
    throw notStarted(
      `its port is "${one('port') || 'not given'}", and not between 1024 and 65535`,
    );
  return { port, password: one('requirepass') || undefined };
}

/** As redis.conf is read: words, and strings in quotes with their escapes. */
function wordsOf(line: string): string[] {
  const word = /"((?:[^"\\]|\\.)*)"|'((?:\\'|[^'])*)'|(\S+)/g;
  return [...line.matchAll(word)].map(
    ([, double, single, plain]) =>
      double?.replace(/\\(x[\da-f]{2}|.)/gi, (_, code: string) =>
        escaped(code),
      ) ??
      single?.replaceAll("\\'", "'") ??
      plain ??
      '',
  );
}

const ESCAPES: Record<string, string> = {
  ...{ n: '\n', r: '\r', t: '\t', b: '\b', a: '\x07' },
};

function escaped(code: string): string {
  if (code.length > 1) return String.fromCharCode(parseInt(code.slice(1), 16));
  return ESCAPES[code] ?? code;
}

const isIn = (path: string, folder: string) =>
  path === folder || path.startsWith(`${folder}/`);

function notStarted(why: string): ServicesError {
  return new ServicesError(`redis-server was not started: ${why}.`);
}
