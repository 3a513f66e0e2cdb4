import { didYouMean } from '../../../course/nearest.ts';
import { UserError } from '../../../course/user-error.ts';
import { BROKER_LISTS } from '../../../services/service.ts';

/** A command and its arguments: `declare queue name=q durable=true`. */
export interface Command {
  /** `declare queue`, `publish`, `list queues`. */
  name: string;
  given: Map<string, string>;
}

/** The arguments of each command; those with `!` must be given. */
export const COMMANDS: Record<string, string[]> = {
  'declare queue': [
    'name!',
    'durable',
    'auto_delete',
    'exclusive',
    'queue_type',
    'arguments',
  ],
  'declare exchange': [
    'name!',
    'type!',
    'durable',
    'auto_delete',
    'internal',
    'arguments',
  ],
  'declare binding': [
    'source!',
    'destination!',
    'destination_type',
    'routing_key',
    'arguments',
  ],
  'delete queue': ['name!', 'if_empty', 'if_unused'],
  'delete exchange': ['name!', 'if_unused'],
  'delete binding': [
    'source!',
    'destination!',
    'destination_type',
    'routing_key',
    'properties_key',
    'arguments',
  ],
  'purge queue': ['name!'],
  publish: ['routing_key!', 'exchange', 'payload', 'properties'],
  get: ['queue!', 'count', 'ackmode'],
  ...Object.fromEntries(BROKER_LISTS.map((kind) => [`list ${kind}`, []])),
  help: [],
};

const VERBS = [
  ...new Set(Object.keys(COMMANDS).map((name) => name.split(' ')[0]!)),
];

/** What AMQP writes with its length in one byte. */
const SHORT = [
  'name',
  'type',
  'source',
  'destination',
  'exchange',
  'queue',
  'routing_key',
];
const MOST_BYTES = 255;

/** Words, in which quotes keep blanks: `payload="two words"`. */
function wordsOf(line: string): string[] {
  const words: string[] = [];
  const pattern = /\s*((?:"(?:[^"\\]|\\[^])*"|'[^']*'|[^\s"'])+)/y;
  const rest = line.trimEnd();
  for (let at = 0; at < rest.length; at = pattern.lastIndex) {
    pattern.lastIndex = at;
    const found = pattern.exec(rest);
    if (!found) throw new UserError('A quote is opened and not closed.');
    words.push(
      found[1]!.replace(
        /"((?:[^"\\]|\\[^])*)"|'([^']*)'/g,
        (_all, double?: string, single?: string) =>
          double?.replace(/\\([^])/g, '$1') ?? single ?? '',
      ),
    );
  }
  return words;
}

/**
 * Reads a line in the language of rabbitmqadmin.
 * @returns undefined for an empty line.
 * @throws {UserError} when it is no command, with the nearest one.
 */
export function parseCommand(line: string): Command | undefined {
  const words = wordsOf(line);
  const [verb, kind] = words;
  if (verb === undefined) return undefined;
  if (!VERBS.includes(verb)) {
    throw new UserError(
      `There is no command "${verb}".${didYouMean(verb, VERBS)} "help" lists them.`,
    );
  }
  const alone = verb in COMMANDS;
  const name = alone ? verb : `${verb} ${kind ?? ''}`;
  const known = Object.hasOwn(COMMANDS, name) ? COMMANDS[name]! : undefined;
  if (!known) throw new UserError(wrongKind(verb, kind));
  const given = new Map<string, string>();
  for (const word of words.slice(alone ? 1 : 2)) {
    const [, argument, value] = /^([^=]*)=([^]*)$/.exec(word) ?? [];
    if (argument === undefined) {
      throw new UserError(`"${word}" is not of the form name=value.`);
    }
    const names = known.map((each) => each.replace('!', ''));
    if (!names.includes(argument)) {
      const all =
        names.length > 0 ? `takes ${names.join(', ')}` : 'takes no arguments';
      throw new UserError(
        `"${name}" ${all}, not "${argument}".${didYouMean(argument, names)}`,
      );
    }
    if (SHORT.includes(argument) && Buffer.byteLength(value!) > MOST_BYTES) {
      throw new UserError(`${argument} may have ${MOST_BYTES} bytes.`);
    }
    given.set(argument, value!);
  }
  for (const each of known) {
    const must = each.endsWith('!') && each.slice(0, -1);
    if (must && !given.has(must)) {
      throw new UserError(`"${name}" needs ${must}=….`);
    }
  }
  return { name, given };
}

function wrongKind(verb: string, kind: string | undefined): string {
  const kinds = Object.keys(COMMANDS)
    .filter((name) => name.startsWith(`${verb} `))
    .map((name) => name.slice(verb.length + 1));
  const found = kind === undefined ? '' : `, not "${kind}"`;
  return `"${verb}" is followed by ${kinds.join(', ')}${found}.${didYouMean(kind ?? '', kinds)}`;
}

/** `true` or `false`. */
export function flag(
  { given }: Command,
  name: string,
  usual: boolean,
): boolean {
  const value = given.get(name);
  if (value === undefined) return usual;
  if (value === 'true' || value === 'false') return value === 'true';
  throw new UserError(`${name} is true or false, not "${value}".`);
}

/** A JSON object, such as `arguments='{"x-max-length":10}'`. */
export function object(
  { given }: Command,
  name: string,
): Record<string, unknown> {
  const value = given.get(name);
  if (value === undefined) return {};
  try {
    const parsed: unknown = JSON.parse(value);
    if (typeof parsed === 'object' && parsed && !Array.isArray(parsed)) {
      return parsed as Record<string, unknown>;
    }
  } catch {
    // Said below.
  }
  throw new UserError(
    `${name} is a JSON object in single quotes, as in ${name}='{"x-max-length":10}'.`,
  );
}

/** A number from 1 to `most`. */
export function count(
  { given }: Command,
  name: string,
  usual: number,
  most: number,
): number {
  const value = given.get(name) ?? String(usual);
  const number = Number(value);
  if (Number.isInteger(number) && number >= 1 && number <= most) return number;
  throw new UserError(`${name} is a number from 1 to ${most}, not "${value}".`);
}
