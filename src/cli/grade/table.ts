import { shownInLine } from '../shown.ts';
import { passedTests, type Grade, type Grades, type Row } from './grades.ts';
import type { Ink } from './ink.ts';
import { cutTo, padTo, widest } from './in-width.ts';

/** What a cell says in a narrow table, and what that means. */
const SIGNS = {
  passed: '✓',
  broken: '!',
  missing: '–',
  'not begun': '·',
  'not checked': '?',
} as const;

const GAP = '  ';

interface Column {
  heading: string;
  cells: string[];
  /** Of the last row. */
  total: string;
  ink(row: number, text: string): string;
}

/**
 * Learners and lessons, aligned, in at most `columns` of a terminal: in words
 * where they fit, with numbers and signs otherwise, and in several tables
 * where even these are too many.
 */
export function tableLines(
  grades: Pick<Grades, 'lessons' | 'workbooks'>,
  { columns, ink }: { columns: number; ink: Ink },
): string[] {
  const { lessons, workbooks } = grades;
  const names = workbooks.map(({ name }) => shownInLine(name));
  const most = Math.max(12, Math.floor(columns / 3));
  const width = Math.min(widest([...names, 'passed']), most);
  const learners = names.map((name) => cutTo(name, width));
  const lines = (each: readonly Column[]) => drawn(learners, width, each);
  const total = totalColumn(workbooks);

  const words = lessons.map(({ name }, index) =>
    lessonColumn({ heading: name, index, workbooks, ink, say: inWords }),
  );
  const whole = [...words, total];
  if (width + taken(whole) <= columns) return lines(whole);

  const signs = lessons.map((_, index) => {
    const heading = String(index + 1);
    return lessonColumn({ heading, index, workbooks, ink, say: inASign });
  });
  const blocks = blocksOf([...signs, total], columns - width);
  const legend = lessons.map(
    ({ name }, index) => `${String(index + 1).padStart(2)}  ${name}`,
  );
  return [
    ...legend.map((line) => cutTo(line, columns)),
    ...signLines(columns),
    ...blocks.flatMap((block) => ['', ...lines(block)]),
  ];
}

/** What the signs mean, in as many lines as it takes. */
function signLines(columns: number): string[] {
  const meanings = [
    ...Object.entries(SIGNS).map(([verdict, sign]) => `${sign} ${verdict}`),
    '1/5 tests passed',
  ];
  const lines = [''];
  for (const meaning of meanings) {
    const last = lines.at(-1)!;
    const longer = last ? `${last}${GAP}${meaning}` : meaning;
    if (longer.length <= columns) lines[lines.length - 1] = longer;
    else lines.push(meaning);
  }
  return lines;
}

function lessonColumn(options: {
  heading: string;
  index: number;
  workbooks: readonly Row[];
  ink: Ink;
  say: (grade: Grade) => string;
}): Column {
  const { heading, index, workbooks, ink, say } = options;
  const grades = workbooks.map((row) => row.grades[index]!);
  return {
    heading,
    cells: grades.map(say),
    total: `${passedOf(grades)}`,
    ink: (row, text) => ink(grades[row]!.verdict, text),
  };
}

function totalColumn(workbooks: readonly Row[]): Column {
  const all = workbooks.flatMap(({ grades }) => grades);
  return {
    heading: 'passed',
    cells: workbooks.map(
      ({ grades }) => `${passedOf(grades)} of ${grades.length}`,
    ),
    total: `${passedOf(all)} of ${all.length}`,
    ink: (_, text) => text,
  };
}

function passedOf(grades: readonly Grade[]): number {
  return grades.filter(({ verdict }) => verdict === 'passed').length;
}

function inWords(grade: Grade): string {
  const { verdict, tests } = grade;
  return verdict === 'failed'
    ? `${passedTests(grade)} of ${tests.length}`
    : verdict;
}

function inASign(grade: Grade): string {
  const { verdict, tests } = grade;
  return verdict === 'failed'
    ? `${passedTests(grade)}/${tests.length}`
    : SIGNS[verdict];
}

function widthOf({ heading, cells, total }: Column): number {
  return widest([heading, ...cells, total]);
}

/** With the gaps before them. */
function taken(columns: readonly Column[]): number {
  return columns.reduce((sum, each) => sum + GAP.length + widthOf(each), 0);
}

/** As many beside each other as there is room for, and at least one. */
function blocksOf(columns: readonly Column[], room: number): Column[][] {
  const blocks: Column[][] = [[]];
  for (const column of columns) {
    const last = blocks.at(-1)!;
    if (last.length === 0 || taken([...last, column]) <= room)
      last.push(column);
    else blocks.push([column]);
  }
  return blocks;
}

function drawn(
  learners: readonly string[],
  width: number,
  columns: readonly Column[],
): string[] {
  const line = (name: string, cells: string[]) =>
    [padTo(name, width), ...cells].join(GAP).trimEnd();
  const padded = (column: Column, text: string) => padTo(text, widthOf(column));
  return [
    line(
      '',
      columns.map((column) => padded(column, column.heading)),
    ),
    ...learners.map((name, row) =>
      line(
        name,
        columns.map((column) =>
          column.ink(row, padded(column, column.cells[row]!)),
        ),
      ),
    ),
    line(
      'passed',
      columns.map((column) => padded(column, column.total)),
    ),
  ];
}
