/** What is drawn by lot, and again the same from the same seed. */
export interface Chance {
  /** A whole number from 0 on, below `below`. */
  number(below: number): number;
  /** One of them. */
  pick<T>(from: readonly T[]): T;
  /** True in so many of 100 cases. */
  percent(cases: number): boolean;
}

/**
 * The lot of one act: what one act draws moves no other one's, in whatever
 * order they take turns. The generator is mulberry32.
 */
export function chanceOf(seed: number, act: number): Chance {
  let state = (seed ^ Math.imul(act + 1, 0x9e3779b1)) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const number = (below: number) => Math.floor(next() * below);
  return {
    number,
    pick: (from) => from[number(from.length)]!,
    percent: (cases) => number(100) < cases,
  };
}
