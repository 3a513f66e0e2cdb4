import { firstFailure, passedTests, type Grades } from './grades.ts';

const HEADER = [
  'learner',
  'lesson',
  'verdict',
  'passed tests',
  'tests',
  'first failing test',
  'message',
  'line',
  'checked',
  'folder',
];

/**
 * A row for each learner and lesson: RFC 4180, in UTF-8 with the mark by which
 * spreadsheets know it.
 */
export function csv({ workbooks }: Pick<Grades, 'workbooks'>): string {
  const rows = workbooks.flatMap(({ name, folder, grades }) =>
    grades.map((grade) => {
      const { test, message, line } =
        grade.verdict === 'passed'
          ? { message: '' }
          : { line: undefined, test: undefined, ...firstFailure(grade) };
      return [
        ...[name, grade.lesson, grade.verdict],
        ...[`${passedTests(grade)}`, `${grade.tests.length}`],
        ...[test ?? '', message, `${line ?? ''}`],
        ...[grade.checked?.at ?? '', folder],
      ];
    }),
  );
  const lines = [HEADER, ...rows].map((cells) => cells.map(cell).join(','));
  return `\ufeff${lines.map((line) => `${line}\r\n`).join('')}`;
}

/**
 * A cell as a text: a spreadsheet takes one that begins so for a formula, and
 * a learner's may fetch an address. Quoted where RFC 4180 wants it.
 */
export function cell(text: string): string {
  const plain = /^[\s\ufeff]*[=+\-@＝＋－＠]|^[\t\r]/.test(text)
    ? `'${text}`
    : text;
  const kept = plain.replace(/[^\P{Cc}\t\r\n]/gu, '');
  return /[",\r\n]/.test(kept) ? `"${kept.replaceAll('"', '""')}"` : kept;
}
