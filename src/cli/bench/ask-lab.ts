import { setTimeout as sleep } from 'node:timers/promises';
import { eventLines, objectOf } from '../apart/event-lines.ts';
import type { Lab } from '../apart/lab.ts';
import { send } from '../apart/send.ts';

/** How long the lab took, in milliseconds since it was asked. */
export interface Asked {
  /** Until the first event that was looked for. */
  first: number;
  /** Until its answer had ended. */
  ended: number;
}

/**
 * Asks a lab for something that it answers with a stream of events.
 * @param looksFor says which event is timed
 * @param endsWell says whether its last event is as it should be
 * @throws {Error} with what the lab said, where it is not.
 */
export async function askLab(
  lab: Lab,
  request: { path: string; body: object; tab: string; signal: AbortSignal },
  looksFor: (event: { event: string }) => boolean,
  endsWell: (last: Record<string, unknown>) => boolean,
): Promise<Asked> {
  const { path, body, tab, signal } = request;
  const began = performance.now();
  let first: number | undefined;
  const { status, text } = await send(lab.port, {
    ...{ method: 'POST', path, signal },
    headers: lab.headers(tab),
    body: JSON.stringify(body),
    on: eventLines((event) => {
      if (looksFor(event)) first ??= performance.now() - began;
    }),
  });
  const ended = performance.now() - began;
  const last = objectOf(text.trimEnd().split('\n').at(-1) ?? '');
  if (status !== 200 || !endsWell(last) || first === undefined)
    throw new Error(
      `${path} with ${JSON.stringify(body).slice(0, 100)} was answered by ${status}:\n${text.slice(-2000)}`,
    );
  return { first, ended };
}

/** Milliseconds in which a lab gets its processes ready for what comes next. */
const BETWEEN = 1000;

/** Waits as long as a learner reads what came before they press again. */
export const whileItGetsReady = () => sleep(BETWEEN);

/** A run came to its end by itself. */
export const finished = ({ outcome }: Record<string, unknown>) =>
  outcome === 'finished';

/** An output of a program. */
export const isOutput = ({ event }: { event: string }) => event === 'stdout';
