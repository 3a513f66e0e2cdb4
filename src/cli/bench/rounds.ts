/** Rates of one thing that was measured, a number for each round. */
export interface Measured {
  median: number;
  /** The slowest and the fastest round. */
  spread: [least: number, most: number];
}

/** What is measured: as much work as it can do until `end` by the clock. */
export type Work = (end: number) => Promise<number>;

/**
 * Measures several ways to do the same in turn, so that what else the machine
 * does meets all of them: units of work a second, by the name of each way.
 */
export async function inTurn<Way extends string>(
  ways: Record<Way, Work>,
  { rounds, milliseconds }: { rounds: number; milliseconds: number },
  signal: AbortSignal,
): Promise<Record<Way, Measured>> {
  const names = Object.keys(ways) as Way[];
  const rates = new Map<Way, number[]>(names.map((name) => [name, []]));
  // The first round warms up, and does not count.
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      signal.throwIfAborted();
      const began = performance.now();
      const done = await ways[name](began + milliseconds);
      const seconds = (performance.now() - began) / 1000;
      if (round > 0) rates.get(name)!.push(done / seconds);
    }
  }
  return Object.fromEntries(
    [...rates].map(([name, all]) => [name, measured(all)]),
  ) as Record<Way, Measured>;
}

function measured(rates: number[]): Measured {
  const sorted = rates.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median =
    sorted.length % 2 === 1
      ? sorted[middle]!
      : (sorted[middle - 1]! + sorted[middle]!) / 2;
  return { median, spread: [sorted[0]!, sorted.at(-1)!] };
}
