import {
  verdictOf,
  type CheckResult,
  type Failure,
  type TestResult,
} from '../course/check-result.ts';
import { shown } from './shown.ts';

/**
 * What checking an answer gave, for a terminal: tests by task, and of what
 * fails only the first in full, for the others often follow from it.
 * @param answer how the answer's file is called, for a line of it
 */
export function checkLines(result: CheckResult, answer: string): string[] {
  const { tests, broken, notes } = result;
  if (broken) {
    const at = broken.line ? [`${answer}:${broken.line}`] : [];
    return [
      'The answer could not be checked.',
      ...at,
      ...shown(broken.message).split('\n'),
    ];
  }
  const first = tests.find(({ passed }) => !passed);
  const tasks = [...new Set(tests.map(({ task }) => task))];
  const passed = tests.filter((test) => test.passed).length;
  return [
    ...tasks.flatMap((task) => [
      ...(task ? [task] : []),
      ...tests
        .filter((test) => test.task === task)
        .flatMap((test) => testLines(test, test === first, answer)),
    ]),
    ...notes.map((note) => `  ${shown(note)}`),
    ...printedLines(result),
    '',
    verdictOf(result) === 'passed'
      ? `All ${tests.length} pass.`
      : `${passed} of ${tests.length} pass.`,
  ];
}

/** Lines shown of what was printed: the last ones. */
const MOST_PRINTED = 20;

function printedLines({ printed }: CheckResult): string[] {
  if (!printed) return [];
  const lines = shown(printed).trimEnd().split('\n').slice(-MOST_PRINTED);
  return ['It printed:', ...lines.map((line) => `  ${line}`)];
}

function testLines(test: TestResult, open: boolean, answer: string): string[] {
  const line = `  ${test.passed ? '✓' : '✗'} ${test.name}`;
  if (!open || !test.failure) return [line];
  return [line, ...failureLines(test.failure, answer)];
}

function failureLines(failure: Failure, answer: string): string[] {
  const { message, expected, found, line } = failure;
  return [
    ...shown(message).split('\n'),
    ...(found === undefined ? [] : pair('found', found)),
    ...(expected === undefined ? [] : pair('expected', expected)),
    ...(line === undefined ? [] : [`${answer}:${line}`]),
  ].map((text) => `      ${text}`);
}

/** A value behind its name, or below it where it has several lines. */
function pair(name: string, value: string): string[] {
  const lines = shown(value).split('\n');
  const label = `${name}:`.padEnd(10);
  if (lines.length === 1) return [`${label}${lines[0]}`];
  return [label.trimEnd(), ...lines.map((each) => `  ${each}`)];
}
