/** No pause is played longer than this, in ms, as in a replay. */
export const LONGEST_PAUSE = 1000;

/** An event has at least this long, in ms: the eye follows even a burst. */
export const SHORTEST_PAUSE = 100;

/** How long an event is shown that is followed by another after `gap` ms. */
export function pauseBefore(gap: number): number {
  return Math.min(LONGEST_PAUSE, Math.max(SHORTEST_PAUSE, gap));
}
