import { stripVTControlCharacters } from 'node:util';
import type { TestCase } from 'vitest/node';
import type { Failure } from '../../course/check-result.ts';

/** An error as Vitest hands it to a reporter. */
export type VitestError = NonNullable<
  ReturnType<TestCase['result']>['errors']
>[number];

/** What Vitest puts behind the check's own words, and how it begins. */
const COMPARED = /(?:^|: )(expected [\s\S]*)$/;

/**
 * A failed test as a learner reads it: the check's own words, then the two
 * values that differ, and the line of the answer that it came from.
 */
export function failureOf(error: VitestError, answer: string): Failure {
  const text = inOurWords(plain(error.message));
  const compared = COMPARED.exec(text);
  const words = compared ? text.slice(0, compared.index) : text;
  const frame = error.stacks?.find(({ file }) => file === answer);
  const { expected, actual } = error as {
    expected?: unknown;
    actual?: unknown;
  };
  return {
    message: words || compared![1]!,
    ...(compared &&
      (isShown(expected) || isShown(actual)) && {
        expected:
          relation(compared[1]!) +
          (isShown(expected) ? shown(expected) : missing(compared[1]!)),
        found: shown(actual),
      }),
    ...(frame && { line: frame.line }),
  };
}

/** What Vitest and Node say of what an answer did, as a learner reads it. */
const SAID: [RegExp, string][] = [
  [
    /^process\.exit unexpectedly called with "(.*?)"[\s\S]*$/,
    'Your answer called process.exit($1). Whoever calls it wants to go on: throw an error instead.',
  ],
  [
    /^Test timed out in (\d+)000ms\.[\s\S]*$/,
    'This test has waited $1 seconds for your answer. The usual reason is a promise that never resolves: a message that never comes, or a callback that is never called.',
  ],
  [
    /^(Access to this API has been restricted)[\s\S]*$/,
    '$1: an answer reads only itself and the packages of the course, writes only below os.tmpdir(), and starts no process.',
  ],
];

function inOurWords(text: string): string {
  const [pattern, words] = SAID.find(([each]) => each.test(text)) ?? [];
  return pattern ? text.replace(pattern, words!) : text;
}

/** Other comparisons than that of being the same, as Vitest words them. */
const RELATIONS: [RegExp, string][] = [
  [/ not to /, 'not '],
  [/ to be less than or equal to /, 'at most '],
  [/ to be less than /, 'less than '],
  [/ to be greater than or equal to /, 'at least '],
  [/ to be greater than /, 'more than '],
  [/ to (include|contain) /, 'something with '],
  [/ to match (?!object)/, 'something that matches '],
];

/** What stands before the expected value, where it is not to be the same. */
function relation(compared: string): string {
  return RELATIONS.find(([words]) => words.test(compared))?.[1] ?? '';
}

/** What a list does not include: Vitest says that in its words only. */
function missing(compared: string): string {
  return (
    / to (?:include|contain) ([\s\S]*)$/.exec(compared)?.[1] ?? 'undefined'
  );
}

/** Without colours and without the jargon of the assertion. */
function plain(message: string): string {
  return stripVTControlCharacters(message)
    .replace(/ \/\/ Object\.is equality$/m, '')
    .replace(/\+0\b/g, '0')
    .trim();
}

function isShown(value: unknown): boolean {
  return value !== undefined && value !== 'undefined';
}

function shown(value: unknown): string {
  return plain(typeof value === 'string' ? value : String(value));
}
