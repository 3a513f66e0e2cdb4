import { CourseError } from './course-error.ts';
import { parseMemcachedFlags } from './memcached-flags.ts';
import { didYouMean } from './nearest.ts';
import { parseRedisFlags } from './redis-flags.ts';
import type { RunServers } from './run-servers.ts';
import { SERVICES, type Service } from './service-name.ts';

/** What the JSDoc header of a program in `examples/` says. */
export interface Header extends RunServers {
  title?: string;
  uses: Service[];
  tags: string[];
  /** What one takes it for, as one would look for it: `retry with a delay`. */
  tasks: string[];
  /** The pane that the program is shown in; only in a folder. */
  pane?: string;
  /** The line of another pane that the program waits for. */
  after?: { pane: string; line: string };
  /** Ended (SIGINT) when the other programs have ended by themselves. */
  background: boolean;
  /** The text of the header before its first tag. */
  description: string;
}

const KNOWN = [
  'title',
  'uses',
  'tags',
  'task',
  'pane',
  'after',
  'background',
  'memcached',
  'redis',
  'administrator',
];

/** The lines of the file's first block comment, bare of its asterisks. */
function commentLines(source: string): string[] {
  const block = /^\s*\/\*\*([\s\S]*?)\*\//.exec(source);
  if (!block) return [];
  return block[1]!
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, '').trimEnd());
}

function list(value: string): string[] {
  return value
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean);
}

/**
 * Reads the header of a program.
 * @throws {CourseError} for an unknown tag, service, or a malformed value.
 */
export function parseHeader(file: string, source: string): Header {
  const header: Header = {
    uses: [],
    memcached: [],
    redis: [],
    administrator: false,
    tags: [],
    tasks: [],
    background: false,
    description: '',
  };
  const prose: string[] = [];
  for (const line of commentLines(source)) {
    const tag = /^@(\w+)\s*(.*)$/.exec(line);
    if (!tag) {
      prose.push(line);
      continue;
    }
    const [, name = '', value = ''] = tag;
    readTag(file, header, name, value.trim());
  }
  header.description = prose.join('\n').trim();
  return header;
}

function readTag(file: string, header: Header, name: string, value: string) {
  if (!KNOWN.includes(name)) {
    throw new CourseError(
      file,
      `its header has the unknown tag @${name}.`,
      `Known are ${KNOWN.map((each) => `@${each}`).join(', ')}.${didYouMean(name, KNOWN)}`,
    );
  }
  if (name === 'background' || name === 'administrator') {
    header[name] = true;
    return;
  }
  if (name === 'redis') {
    header.redis.push(parseRedisFlags(file, value));
    return;
  }
  if (value === '') {
    throw new CourseError(
      file,
      `its tag @${name} has no value.`,
      `Write it behind the tag.`,
    );
  }
  if (name === 'title') header.title = value;
  if (name === 'pane') header.pane = value;
  if (name === 'tags') header.tags = list(value);
  if (name === 'task') header.tasks.push(task(file, value));
  if (name === 'uses')
    header.uses = list(value).map((each) => service(file, each));
  if (name === 'memcached')
    header.memcached.push(parseMemcachedFlags(file, value));
  if (name === 'after') header.after = after(file, value);
}

function service(file: string, name: string): Service {
  const known: readonly string[] = SERVICES;
  if (known.includes(name)) return name as Service;
  throw new CourseError(
    file,
    `@uses names "${name}", which is no service.`,
    `Services are ${SERVICES.join(', ')}.${didYouMean(name, SERVICES)}`,
  );
}

function after(file: string, value: string): { pane: string; line: string } {
  const parts = /^([\w-]+): (.+)$/.exec(value);
  if (parts) return { pane: parts[1]!, line: parts[2]! };
  throw new CourseError(
    file,
    `@after reads "${value}".`,
    'Write the other pane, a colon, and the line to wait for: "@after worker: ready".',
  );
}

/** So long that it can be read at a glance. */
const LONGEST_TASK = 60;
/** How a sentence begins or ends, or several tasks on one line. */
const NO_TASK = /^[A-Z][a-z\s]|[.!?]$|;/;

function task(file: string, value: string): string {
  if (value.length <= LONGEST_TASK && !NO_TASK.test(value)) return value;
  throw new CourseError(
    file,
    `@task reads "${value}".`,
    `Write it as one would look for it: in lower case, without a full stop, in ${LONGEST_TASK} characters: "@task retry with a delay". Another task has a line of its own.`,
  );
}
