import type { Kept } from './queue.ts';
import type { PaneState, Step } from './steps.ts';

/**
 * A picture has a frame for each step, and one before the first. What an
 * element shows in each of them is a text with one letter a frame; the script
 * hands the style sheet the letter of the present frame.
 */
export type Frames = string;

/** The letter of each frame, by the number of steps that are done. */
function frames(
  steps: readonly Step[],
  letter: (step: Step | undefined, done: number) => string,
): Frames {
  return [undefined, ...steps].map((step, done) => letter(step, done)).join('');
}

/** `0` until a step, `2` in it, `1` afterwards. */
export function sinceStep(steps: readonly Step[], index: number): Frames {
  return frames(steps, (_, done) =>
    done <= index ? '0' : done === index + 1 ? '2' : '1',
  );
}

/** `1` in some steps, `0` else; before the first it is as in the first. */
export function during(
  steps: readonly Step[],
  holds: (step: Step) => boolean,
): Frames {
  return frames(steps, (step) => (step && holds(step) ? '1' : '0')).replace(
    /^0(?=1)/,
    '1',
  );
}

const STATES: Record<PaneState, string> = {
  waiting: 'w',
  running: 'r',
  ended: 'e',
  killed: 'k',
};

/** Whether a program waits, runs, has ended or was killed. */
export function stateFrames(steps: readonly Step[], pane: string): Frames {
  return frames(steps, (step) => STATES[step?.panes[pane] ?? 'waiting']);
}

/** How many messages are ready, or unacked. */
export function countFrames(
  steps: readonly Step[],
  what: 'ready' | 'unacked',
): Frames {
  return frames(steps, (step) =>
    String(
      (step?.kept ?? []).filter(
        ({ unacked }) => (unacked !== undefined) === (what === 'unacked'),
      ).length,
    ),
  );
}

/** A message in the queue, and the copy of it that goes to a consumer. */
export interface MessageFrames {
  body: string;
  /**
   * `.` until it is published; its place in the queue (`a` is the front) as a
   * small letter while it is ready, as a capital while it is unacked; `-` when
   * it is deleted.
   */
  kept: Frames;
  /**
   * `.` while nobody has it; the number of the consumer that has it and has
   * not acked; instead of `0` an `a` when that one was killed, and an `A` when
   * it has acked.
   */
  copy: Frames;
}

/** The frames of each message, in the order in which they were published. */
export function messageFrames(
  steps: readonly Step[],
  consumers: readonly string[],
): MessageFrames[] {
  const bodies = new Set(
    steps.flatMap(({ kept }) => kept.map(({ body }) => body)),
  );
  return [...bodies].map((body) => {
    const at = (kept: readonly Kept[] = []) =>
      kept.findIndex((each) => each.body === body);
    let seen = false;
    let by = 0;
    const letters = [undefined, ...steps].map((step) => {
      const place = at(step?.kept);
      if (place < 0)
        return seen ? ['-', String.fromCharCode(65 + by)] : ['.', '.'];
      seen = true;
      const { unacked } = step!.kept[place]!;
      const letter = String.fromCharCode(97 + place);
      if (!unacked) return [letter, '.'];
      by = consumers.indexOf(unacked.pane);
      // Who was killed has it in its hands, and will not ack it.
      const dead = step!.panes[unacked.pane] === 'killed';
      return [
        letter.toUpperCase(),
        dead ? String.fromCharCode(97 + by) : String(by),
      ];
    });
    return {
      body,
      kept: letters.map(([kept]) => kept).join(''),
      copy: letters.map(([, copy]) => copy).join(''),
    };
  });
}

/** A pause between steps is so much longer than it was, within bounds. */
const SLOWER = 7;
const SHORTEST = 950;
const LONGEST = 1400;
const BEFORE_THE_FIRST = 500;

/** How long each frame but the last is shown when it plays, in ms. */
export function pausesOf(steps: readonly Step[]): number[] {
  const between = steps
    .slice(1)
    .map(({ t }, index) => (t - steps[index]!.t) * SLOWER)
    .map((pause) => Math.min(LONGEST, Math.max(SHORTEST, Math.round(pause))));
  return [BEFORE_THE_FIRST, ...between];
}
