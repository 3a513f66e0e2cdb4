import type { Rig } from './rig.ts';

/**
 * Measures several ways to do the same in turn, so that what else the machine
 * does meets all of them: what was found in each round, by the name of each
 * way.
 * @param warmUp whether a round comes before that does not count
 * @throws the signal's reason, when that is aborted.
 */
export async function inTurn<Way extends string, Found>(
  rig: Pick<Rig, 'rounds' | 'quick' | 'signal'>,
  ways: Record<Way, () => Promise<Found>>,
  { warmUp = !rig.quick } = {},
): Promise<Record<Way, Found[]>> {
  const names = Object.keys(ways) as Way[];
  const all = Object.fromEntries(
    names.map((name) => [name, [] as Found[]]),
  ) as Record<Way, Found[]>;
  for (let round = warmUp ? 0 : 1; round <= rig.rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      rig.signal.throwIfAborted();
      const found = await ways[name]();
      if (round > 0) all[name].push(found);
    }
  }
  return all;
}
