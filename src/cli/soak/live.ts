import { setTimeout as sleep } from 'node:timers/promises';
import { ACTS } from './acts.ts';
import { chanceOf, type Chance } from './chance.ts';
import type { Act, Life } from './life.ts';

/** Acts that go on at once. */
const AT_ONCE = 4;
/** Milliseconds of quiet between two blows. */
const QUIET_MS = 4000;
/** The part of its time after which its lab is not killed any more. */
const LAST_LIFE = 0.6;
/** The part of what follows after which that lab is warm. */
const WARM = 0.25;

/** Milliseconds of a soak of which no memory is compared: nothing is warm. */
const SHORT_MS = 60_000;

/** How long, and how much. */
export interface Bounds {
  milliseconds: number;
  acts: number;
  seed: number;
  /** Names of acts, where not all of them are wanted. */
  only?: string[] | undefined;
}

/** The acts that are wanted. */
export function actsOf(only?: string[]): Act[] {
  return ACTS.filter(({ name }) => !only || only.includes(name));
}

/**
 * Lives so long, or until each thing was done once, and resolves when all that
 * began has ended: to the memory of the lab when it was warm.
 */
export async function live(
  life: Life,
  { milliseconds, acts: most, seed, only }: Bounds,
): Promise<number | undefined> {
  const wanted = actsOf(only);
  const began = performance.now();
  const part = () => (performance.now() - began) / milliseconds;
  const blowsLab = (act: Act) => /^(kill|stop)-lab$/.test(act.name);
  let number = 0;
  const goesOn = () => !life.signal.aborted && part() < 1 && number < most;
  const lives = wanted.filter(({ kind }) => kind === 'life');
  const blows = wanted.filter(({ kind }) => kind === 'blow');

  // Each once, so that a short soak has all of them, however slow the machine
  // is; then by lot.
  const isFirstRound = () =>
    !life.signal.aborted && number < Math.min(lives.length, most);
  const worker = async () => {
    while (isFirstRound() || (goesOn() && lives.length > 0)) {
      const chance = chanceOf(seed, number);
      await act(life, lives[number++] ?? draw(lives, chance), chance);
    }
  };
  const striker = async () => {
    // Those of a short life are never more than there is time for.
    const quiet = Math.min(QUIET_MS, milliseconds / 10);
    for (let blow = 0; goesOn() && blows.length > 0; blow++) {
      await sleep(quiet);
      const chance = chanceOf(~seed, blow);
      const possible =
        part() < LAST_LIFE ? blows : blows.filter((each) => !blowsLab(each));
      if (goesOn() && possible.length > 0)
        await act(life, draw(possible, chance), chance);
    }
  };
  let warm: number | undefined;
  const thermometer = async () => {
    if (milliseconds < SHORT_MS) return;
    while (goesOn() && warm === undefined) {
      await sleep(200);
      if (part() < LAST_LIFE + (1 - LAST_LIFE) * WARM) continue;
      if (!life.troubles.since(performance.now(), 'lab'))
        warm = life.lab.memory();
    }
  };
  await Promise.all([
    ...Array.from({ length: AT_ONCE }, worker),
    striker(),
    thermometer(),
  ]);
  return warm;
}

async function act(life: Life, { name, run }: Act, chance: Chance) {
  try {
    await run(life, chance);
  } catch (error) {
    if (life.signal.aborted) return;
    const { message, stack } = error as Error;
    life.tally.problem(`${name} broke: ${stack ?? message}`);
  }
}

/** One of them, by its weight. */
function draw(acts: readonly Act[], chance: Chance): Act {
  const all = acts.reduce((sum, { weight }) => sum + weight, 0);
  let lot = chance.number(all);
  return acts.find(({ weight }) => (lot -= weight) < 0)!;
}
