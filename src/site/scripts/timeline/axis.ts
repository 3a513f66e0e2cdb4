/** Pixels that each event has for itself, whatever else is in its millisecond. */
export const STEP = 20;

/** Pixels of a millisecond, where that is more than a step. */
const SCALE = 3;

/** A pause that is longer than this, in ms, is cut. */
export const LONGEST_GAP = 20;

/** Pixels of a pause that was cut: its length is written there. */
export const CUT = 64;

/** A place on the axis. */
export interface Place {
  x: number;
  /** In ms: what is written there. */
  t: number;
  /** The pause before it, in ms, where that was cut. */
  cut?: number;
}

/**
 * The place of the next event: at least a step to the right, to scale where
 * events are further apart, and across a cut where they are far apart.
 */
export function placeAfter(last: Place | undefined, t: number): Place {
  if (!last) return { x: STEP, t };
  // Times of output and of the wire are not of one clock's grain: what came
  // later in the run is never drawn earlier.
  const gap = t - last.t;
  if (gap > LONGEST_GAP) return { x: last.x + CUT, t, cut: gap };
  return { x: last.x + Math.max(STEP, Math.round(gap * SCALE)), t };
}

/** Which of these places is nearest, by index; -1 where there is none. */
export function nearest(places: readonly Place[], x: number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle]!.x < x) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return places.length > 0 ? 0 : -1;
  if (low === places.length) return low - 1;
  return places[low]!.x - x < x - places[low - 1]!.x ? low : low - 1;
}

/** Milliseconds as they are written: no more digits than tell something. */
export function inMs(t: number): string {
  return `${Math.round(t * 10) / 10} ms`;
}
