import { inUnit, rounded, type Figures, type Row, type Unit } from './row.ts';

/** What is printed before a name that stands beside: ` 0.45× `. */
const RATIO = 9;

/** The lines of one measurement: its heading, then its rows. */
export function linesOf(heading: string, rows: readonly Row[]): string[] {
  const names = rows.flatMap(({ what, beside }) => [
    what.length,
    ...beside.map((each) => each.what.length + RATIO),
  ]);
  const width = Math.max(...names);
  return ['', heading, ...rows.flatMap((each) => linesOfRow(each, width))];
}

function linesOfRow(found: Row, width: number): string[] {
  const { what, unit, beside, budgets } = found;
  const judged = budgets.map(
    ({ says, kept }) => `${says}${kept ? '' : '  OVER BUDGET'}`,
  );
  const ours = spread(found, unit).padEnd(26);
  return [
    `  ${what.padEnd(width)}  ${ours} ${judged.join(', ')}`.trimEnd(),
    ...beside.map(({ what: other, ratio, ...theirs }) => {
      const times = `${ratio.toFixed(2)}×`.padStart(RATIO - 1);
      return `  ${`${times} ${other}`.padEnd(width)}  ${spread(theirs, unit)}`;
    }),
  ];
}

/** `61 ms (55–80)`; of a single figure, that. */
export function spread(figures: Figures, unit: Unit): string {
  const { median, least, most, count } = figures;
  const middle = inUnit(median, unit);
  if (count < 2) return middle;
  return `${middle} (${rounded(least)}–${rounded(most)})`;
}

/** What is over budget, in a line each; or that nothing is. */
export function verdict(all: readonly { rows: readonly Row[] }[]): string[] {
  const over = all.flatMap(({ rows }) =>
    rows.flatMap((row) =>
      row.budgets
        .filter(({ kept }) => !kept)
        .map(({ says }) => `  ${row.what}: ${spread(row, row.unit)}, ${says}`),
    ),
  );
  if (over.length === 0) return ['', 'Nothing is over budget.'];
  return ['', 'Over budget:', ...over];
}
