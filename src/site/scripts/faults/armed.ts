import type { RunEvent } from '../../../course/event.ts';
import type { ArmedFault } from '../../../course/fault.ts';
import { faultWords } from '../../fault-words.ts';
import { momentWords } from './moments.ts';

/** What is to go wrong in the next runs of each bench. */
const armed = new WeakMap<HTMLElement, ArmedFault[]>();

export function armedIn(bench: HTMLElement): readonly ArmedFault[] {
  return armed.get(bench) ?? [];
}

/** Arms a fault, for each run until it is taken back. */
export function arm(bench: HTMLElement, fault: ArmedFault) {
  const others = armedIn(bench).filter((each) => !isSame(each, fault));
  armed.set(bench, [...others, fault]);
}

/** A fault for the next run alone: that of a button of the prose. */
const once = new WeakMap<HTMLElement, ArmedFault>();

export function armOnce(bench: HTMLElement, fault: ArmedFault) {
  once.set(bench, fault);
}

/** The faults of the run that begins now. */
export function takeArmed(bench: HTMLElement): readonly ArmedFault[] {
  const fault = once.get(bench);
  once.delete(bench);
  const others = armedIn(bench);
  return fault && !others.some((each) => isSame(each, fault))
    ? [...others, fault]
    : others;
}

export function disarm(bench: HTMLElement, fault: ArmedFault) {
  armed.set(
    bench,
    armedIn(bench).filter((each) => each !== fault),
  );
}

function isSame(one: ArmedFault, other: ArmedFault): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** When an armed fault comes, in words. */
export function whenWords({ when }: ArmedFault): string {
  return when ? momentWords(when) : 'from the start';
}

/**
 * A sentence on the faults that were armed and did not come: the lines that
 * they waited for were never printed, or nothing was there to be broken.
 */
export function neverCame(
  faults: readonly ArmedFault[],
  events: readonly RunEvent[],
): string {
  const came = events.flatMap((each) => {
    if (each.event !== 'fault') return [];
    const { t: _, event: __, ...fault } = each;
    return JSON.stringify(fault);
  });
  const missing = faults.filter(({ when: _, ...fault }) => {
    const at = came.indexOf(JSON.stringify(fault));
    if (at >= 0) came.splice(at, 1);
    return at < 0;
  });
  return missing
    .map(
      (each) =>
        `It did not come to this: ${faultWords(each)}, ${whenWords(each)}.`,
    )
    .join(' ');
}

/** Closes what offers faults: those that are armed stay listed. */
export function foldFaults(bench: HTMLElement) {
  const panel = bench.querySelector<HTMLElement>('.faults');
  if (!panel || armedIn(bench).length === 0) return;
  panel.hidden = true;
  bench.querySelector('.break')!.setAttribute('aria-expanded', 'false');
}
