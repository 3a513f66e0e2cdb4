export type Unit = 'µs' | 'ms' | 's' | 'kB' | 'MB' | 'a second' | 'of 100';

/** What was found for one thing, in several rounds. */
export interface Figures {
  median: number;
  least: number;
  most: number;
  /** How many were measured. */
  count: number;
}

/** The same by another program, and ours as a multiple of it (medians). */
export interface Beside extends Figures {
  what: string;
  ratio: number;
}

/** What a figure may be, and whether it is. */
export interface Budget {
  says: string;
  kept: boolean;
}

/** One line of the bench. */
export interface Row extends Figures {
  what: string;
  unit: Unit;
  beside: Beside[];
  budgets: Budget[];
}

/** Judges a row. */
export type Limit = (row: Omit<Row, 'budgets'>) => Budget;

/** A row of what was measured: a number for each round. */
export function row(
  what: string,
  unit: Unit,
  samples: readonly number[],
  options: {
    /** What was measured in the same rounds, by its name. */
    beside?: Record<string, readonly number[]>;
    limits?: Limit[];
  } = {},
): Row {
  const ours = figures(samples);
  const beside = Object.entries(options.beside ?? {}).map(([name, others]) => {
    const theirs = figures(others);
    return { what: name, ...theirs, ratio: ours.median / theirs.median };
  });
  const found = { what, unit, ...ours, beside };
  const budgets = (options.limits ?? []).map((limit) => limit(found));
  return { ...found, budgets };
}

/** The middle and the ends of some numbers. */
export function figures(samples: readonly number[]): Figures {
  const sorted = samples.toSorted((a, b) => a - b);
  return {
    median: quantile(sorted, 0.5),
    least: sorted[0] ?? NaN,
    most: sorted.at(-1) ?? NaN,
    count: sorted.length,
  };
}

/** The number below which this share of some sorted numbers is. */
export function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const [below, above] = [Math.floor(place), Math.ceil(place)];
  const at = (index: number) => sorted[index] ?? NaN;
  return at(below) + (at(above) - at(below)) * (place - below);
}

/** The median is at most this. */
export function atMost(limit: number): Limit {
  return ({ median, unit }) => ({
    says: `≤ ${inUnit(limit, unit)}`,
    kept: median <= limit,
  });
}

/** Not one is more than this. */
export function neverMoreThan(limit: number): Limit {
  return ({ most, unit }) => ({
    says: `each ≤ ${inUnit(limit, unit)}`,
    kept: most <= limit,
  });
}

/** Not one is less than this. */
export function neverLessThan(limit: number): Limit {
  return ({ least, unit }) => ({
    says: `each ≥ ${inUnit(limit, unit)}`,
    kept: least >= limit,
  });
}

/** The median is at most this many times that of what stands beside it. */
export function timesOf(what: string, limit: number): Limit {
  return ({ beside }) => {
    const { ratio } = besideOf(beside, what);
    return { says: `≤ ${limit}× ${what}`, kept: ratio <= limit };
  };
}

/** The median is at most this much more than that of what stands beside it. */
export function moreThan(what: string, limit: number): Limit {
  return ({ beside, median, unit }) => {
    const more = median - besideOf(beside, what).median;
    return { says: `≤ ${what} + ${inUnit(limit, unit)}`, kept: more <= limit };
  };
}

function besideOf(beside: Beside[], what: string): Beside {
  const found = beside.find((each) => each.what === what);
  if (!found) throw new Error(`No figure of "${what}" stands beside it.`);
  return found;
}

/** A figure with its unit, as one reads it: `61 ms`, `1.24 s`. */
export function inUnit(figure: number, unit: Unit): string {
  return `${rounded(figure)} ${unit}`;
}

/** Three digits that count, and no more behind the point. */
export function rounded(figure: number): string {
  if (Math.abs(figure) >= 100) return figure.toFixed(0);
  return String(Number(figure.toPrecision(3)));
}
