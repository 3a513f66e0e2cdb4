/** Measures once. */
export type Sample = () => Promise<number>;

/**
 * Measures several ways to do the same in turn, so that what else the machine
 * does meets all of them: a figure for each round, by the name of each way.
 * @param turns.warmUp whether a round comes before that does not count
 * @throws the signal's reason, when that is aborted.
 */
export async function inTurn<Way extends string>(
  ways: Record<Way, Sample>,
  { rounds, warmUp = true }: { rounds: number; warmUp?: boolean },
  signal: AbortSignal,
): Promise<Record<Way, number[]>> {
  const names = Object.keys(ways) as Way[];
  const figures = Object.fromEntries(
    names.map((name) => [name, [] as number[]]),
  ) as Record<Way, number[]>;
  for (let round = warmUp ? 0 : 1; round <= rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      signal.throwIfAborted();
      const figure = await ways[name]();
      if (round > 0) figures[name].push(figure);
    }
  }
  return figures;
}
