import { CourseError } from './course-error.ts';
import { didYouMean } from './nearest.ts';

const YES_OR_NO = /^(yes|no)$/;
const NUMBER = /^\d+$/;

/**
 * Options of a Redis that an example may ask for, and what their values look
 * like. Where it listens and where it writes is not for an example to say.
 */
const OPTIONS: Record<string, RegExp> = {
  appendfsync: /^(always|everysec|no)$/,
  appendonly: YES_OR_NO,
  'cluster-enabled': YES_OR_NO,
  databases: NUMBER,
  'enable-debug-command': YES_OR_NO,
  maxmemory: /^\d+(k|m|g)?b?$/,
  'maxmemory-policy': /^(noeviction|(allkeys|volatile)-(lru|lfu|random|ttl))$/,
  'min-replicas-max-lag': NUMBER,
  'min-replicas-to-write': NUMBER,
  'notify-keyspace-events': /^\w+$/,
  'repl-diskless-sync-delay': NUMBER,
  'replica-read-only': YES_OR_NO,
  replicaof: NUMBER, // the number of a server above, from 1
  save: /^(''|\d+ \d+( \d+ \d+)*)$/, // '' is never
  timeout: NUMBER,
};

/**
 * The options of a Redis, as the header of an example has them and
 * redis-server takes them: `@redis --appendonly yes --save 60 1`.
 * @throws {CourseError} for one that may not be asked for.
 */
export function parseRedisFlags(file: string, value: string): string[] {
  const [before = '', ...options] = ` ${value}`.split(/\s+--(?=\w)/);
  if (before.trim() !== '')
    throw wrong(file, `"${before.trim()}"`, 'An option begins with "--".');
  return options.flatMap((option) => {
    const [name = '', ...words] = option.split(/\s+/);
    const known = Object.keys(OPTIONS);
    if (!known.includes(name)) {
      const may = known.map((each) => `--${each}`).join(' ');
      const near = didYouMean(name, known);
      throw wrong(file, `"--${name}"`, `It may have ${may}.${near}`);
    }
    if (OPTIONS[name]!.test(words.join(' ')))
      return [`--${name}`, ...words.map((word) => (word === "''" ? '' : word))];
    const found = `--${name} with "${words.join(' ')}"`;
    throw wrong(file, found, 'See what redis.conf says of this option.');
  });
}

function wrong(file: string, found: string, remedy: string): CourseError {
  return new CourseError(file, `its tag @redis has ${found}.`, remedy);
}
