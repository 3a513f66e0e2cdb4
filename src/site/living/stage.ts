import type { Job } from './jobs.ts';
import type { Step } from './story.ts';

/** Width and height of the drawing, and of a message in it. */
export const STAGE = { width: 300, height: 452 };
export const SLIP = { width: 104, height: 28 };

/** Where things stand in the drawing, by their upper left corners. */
export const QUEUE = { x: 98, y: 92, step: 34 };
const WORKERS = { y: 284, x: [20, 176] };
const DONE = { y: 348, step: 36 };

export const workerAt = (worker: number) => ({
  x: WORKERS.x[worker] ?? 20,
  y: WORKERS.y,
});

/** One step, as the drawing is told of it. */
export interface Frame {
  pane: string;
  says: string;
  line?: number;
  /** How long it is shown, in ms. */
  ms: number;
  /** Each message: x, y, and what it looks like. */
  slips: [x: number, y: number, look: '' | 'unsent' | 'done' | 'again'][];
  /** Messages that wait, and that are out without an ack. */
  ready: number;
  unacked: number;
  /** Panes that were killed. */
  dead: string[];
}

/** A recorded pause is played three times as slow, within these bounds. */
const PAUSE = { slower: 3, least: 450, most: 1000 };

/** The steps of a story as frames of its drawing. */
export function framesOf(steps: readonly Step[], workers: string[]): Frame[] {
  return steps.map((step, index) => {
    const gap = (steps[index + 1]?.t ?? step.t) - step.t;
    const dead = steps
      .slice(0, index + 1)
      .filter(({ kind }) => kind === 'died')
      .map(({ pane }) => pane);
    return {
      pane: step.pane,
      says: step.says,
      ...(step.line && { line: step.line }),
      ms: Math.min(
        PAUSE.most,
        Math.max(PAUSE.least, Math.round(gap * PAUSE.slower)),
      ),
      slips: step.jobs.map((job) => slip(job, step.jobs, workers)),
      ready: step.jobs.filter(({ place }) => place === 'queue').length,
      unacked: step.jobs.filter(
        ({ place }) => typeof place === 'object' && 'with' in place,
      ).length,
      dead,
    };
  });
}

function slip(
  job: Job,
  all: readonly Job[],
  workers: string[],
): Frame['slips'][number] {
  const { place, redelivered } = job;
  if (place === 'unsent') return [QUEUE.x, 34, 'unsent'];
  if (place === 'queue') {
    const waiting = all.filter((each) => each.place === 'queue');
    // The next one to leave is the lowest.
    const fromBelow = waiting.indexOf(job);
    return [QUEUE.x, QUEUE.y + (2 - fromBelow) * QUEUE.step, ''];
  }
  if ('with' in place) {
    const { x, y } = workerAt(workers.indexOf(place.with));
    return [x, y + 22, redelivered ? 'again' : ''];
  }
  const done = all.filter(
    (each) =>
      typeof each.place === 'object' &&
      'ackedBy' in each.place &&
      each.place.ackedBy === place.ackedBy,
  );
  const { x } = workerAt(workers.indexOf(place.ackedBy));
  return [x, DONE.y + done.indexOf(job) * DONE.step, 'done'];
}

/** The frame that says most by itself: a job that is handed out again. */
export function stillOf(frames: readonly Frame[]): number {
  const again = frames.findIndex(({ slips }) =>
    slips.some(([, , look]) => look === 'again'),
  );
  return again < 0 ? frames.length - 1 : again;
}
