import type { Failure, TestResult } from '../../course/check-result.ts';
import type { Grade, Grades } from './grades.ts';
import { element, xmlText } from './xml.ts';

/**
 * The grades as JUnit's XML, which any CI shows: a suite for each learner and
 * lesson, a case for each test. What kept the tests from running is a case of
 * its own: an error for `broken` and `not checked`, otherwise a failure.
 */
export function junit({ workbooks }: Pick<Grades, 'workbooks'>): string {
  const suites = workbooks.flatMap(({ name, grades }) =>
    grades.map((grade) => suite(name, grade)),
  );
  const sum = (key: 'tests' | 'failures' | 'errors') =>
    suites.reduce((total, { counts }) => total + counts[key], 0);
  const all = element(
    'testsuites',
    {
      name: 'Roundtrip',
      ...{ tests: sum('tests'), failures: sum('failures') },
      errors: sum('errors'),
    },
    suites.map(({ xml }) => `\n${xml}`).concat('\n'),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${all}\n`;
}

function suite(learner: string, grade: Grade) {
  const { lesson, tests, broken, checked } = grade;
  const classname = `${learner}.${lesson}`;
  const cases = tests.map((test) => testCase(classname, test));
  if (broken) cases.push(untestedCase(classname, grade, broken));
  const isError = broken && !isFailure(grade);
  const failed = tests.filter(({ passed }) => !passed).length;
  const counts = {
    tests: cases.length,
    failures: failed + (broken && !isError ? 1 : 0),
    errors: isError ? 1 : 0,
  };
  const xml = element(
    'testsuite',
    {
      name: `${learner} ${lesson}`,
      ...counts,
      skipped: 0,
      time: checked?.seconds ?? 0,
      timestamp: checked?.at,
    },
    cases.map((each) => `\n  ${each}`).concat('\n'),
  );
  return { xml, counts };
}

/** Nothing was there to go wrong. */
function isFailure({ verdict }: Grade): boolean {
  return verdict === 'missing' || verdict === 'not begun';
}

function testCase(
  classname: string,
  { name, task, passed, failure }: TestResult,
): string {
  const title = task ? `${task}: ${name}` : name;
  const attributes = { name: title, classname };
  if (passed) return element('testcase', attributes);
  const { message } = failure ?? { message: 'It failed.' };
  const text = xmlText(details(failure));
  return element('testcase', attributes, [
    element('failure', { message, type: 'failed' }, [text]),
  ]);
}

function untestedCase(
  classname: string,
  grade: Grade,
  { message, line }: NonNullable<Grade['broken']>,
): string {
  const { verdict } = grade;
  const text = xmlText(line ? `${message}\nline ${line}` : message);
  return element('testcase', { name: 'can be checked', classname }, [
    element(
      isFailure(grade) ? 'failure' : 'error',
      { message, type: verdict },
      [text],
    ),
  ]);
}

function details(failure?: Failure): string {
  if (!failure) return '';
  const { message, found, expected, line } = failure;
  return [
    message,
    ...(found === undefined ? [] : [`found: ${found}`]),
    ...(expected === undefined ? [] : [`expected: ${expected}`]),
    ...(line === undefined ? [] : [`line ${line}`]),
  ].join('\n');
}
