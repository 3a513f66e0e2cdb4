import type { RunEvent } from '../../../course/event.ts';
import { lanesOf, type LaneOfRun } from '../../../course/lanes.ts';
import { eventsOf, onEvents } from '../events-of.ts';
import { lightNothing, pointAtCause } from '../joined.ts';
import { onUntil, setUntil, untilOf } from '../until.ts';
import { causeOf } from '../wire/cause.ts';
import { sayEvent } from './event-words.ts';
import { pauseBefore } from './player.ts';
import { scrubberParts, type Parts } from './scrubber-parts.ts';
import { stepAt, stepsOf } from './steps.ts';

/** One scrubber for all views of a bench: it says until when they show the run. */
interface Scrubber extends Parts {
  bench: HTMLElement;
  /** Whose events they are, and which of them are stepped through. */
  of: readonly RunEvent[];
  steps: number[];
  lanes: LaneOfRun[];
  /** The next step of what is being played. */
  next?: ReturnType<typeof setTimeout> | undefined;
}

const scrubbers = new WeakMap<HTMLElement, Scrubber>();

/** Shows the scrubber of a bench whose run has ended. */
export function showScrubber(bench: HTMLElement) {
  const scrubber = scrubbers.get(bench) ?? makeScrubber(bench);
  scrubbers.set(bench, scrubber);
  const events = eventsOf(bench);
  const steps = stepsOf(events);
  if (steps.length === 0) return;
  Object.assign(scrubber, { of: events, steps, lanes: lanesOf(events) });
  const { back, play, on, range, said } = scrubber;
  // One more than there are steps: there the whole run is shown.
  range.max = String(steps.length);
  show(scrubber);
  bench
    .querySelector('.scrubber')!
    .replaceChildren(back, play, on, range, said);
}

/** A key was pressed: a step back, a step on, or play and pause. */
export function pressScrubber(
  bench: HTMLElement,
  what: 'back' | 'play' | 'on',
) {
  const scrubber = scrubbers.get(bench);
  if (scrubber?.play.isConnected) press(scrubber, what);
}

function makeScrubber(bench: HTMLElement): Scrubber {
  const parts = scrubberParts();
  const scrubber = { bench, ...parts, of: [], steps: [], lanes: [] };
  for (const what of ['back', 'play', 'on'] as const)
    parts[what].addEventListener('click', () => press(scrubber, what));
  parts.range.addEventListener('input', () => {
    pause(scrubber);
    go(scrubber, Number(parts.range.value));
  });
  onUntil(bench, () => show(scrubber));
  onEvents(bench, () => {
    if (eventsOf(bench) === scrubber.of) return;
    pause(scrubber);
    bench.querySelector('.scrubber')!.replaceChildren();
  });
  return scrubber;
}

/** The step that is shown; as many as there are where all are shown. */
function stepOf({ bench, steps }: Scrubber): number {
  const until = untilOf(bench);
  if (until === undefined) return steps.length;
  return Math.max(0, stepAt(steps, until));
}

function go({ bench, steps }: Scrubber, step: number) {
  setUntil(bench, steps[step]);
}

function press(scrubber: Scrubber, what: 'back' | 'play' | 'on') {
  const { next, steps } = scrubber;
  const step = stepOf(scrubber);
  pause(scrubber);
  if (what === 'back') go(scrubber, Math.max(0, step - 1));
  // From the end of the run one goes on at its beginning.
  else if (what === 'on') go(scrubber, step === steps.length ? 0 : step + 1);
  else if (next === undefined) {
    scrubber.play.textContent = 'pause';
    playFrom(scrubber, step === steps.length ? 0 : step);
  }
}

/** Plays the steps with the pauses of the true run, no shorter than one sees. */
function playFrom(scrubber: Scrubber, step: number) {
  const { of, steps } = scrubber;
  // Before it is shown: whoever else moves the scrubber ends the playing.
  scrubber.next = undefined;
  go(scrubber, step);
  if (step >= steps.length) return pause(scrubber);
  const gap = (of[steps[step + 1]!]?.t ?? 0) - of[steps[step]!]!.t;
  scrubber.next = setTimeout(
    () => playFrom(scrubber, step + 1),
    pauseBefore(gap),
  );
}

function pause(scrubber: Scrubber) {
  clearTimeout(scrubber.next);
  scrubber.next = undefined;
  scrubber.play.textContent = 'play';
}

/** Says which event is shown, and lights the line that caused it. */
function show(scrubber: Scrubber) {
  const { bench, of, steps, lanes, range, said, play } = scrubber;
  if (of !== eventsOf(bench)) return;
  // Somebody pressed an event of the timeline.
  if (scrubber.next !== undefined) pause(scrubber);
  const step = stepOf(scrubber);
  const event = untilOf(bench) === undefined ? undefined : of[steps[step]!];
  const words = event
    ? sayEvent(event, lanes)
    : `the whole run: ${steps.length} events`;
  range.value = String(step);
  range.setAttribute('aria-valuetext', words);
  const spoken =
    play.textContent === 'play' && document.activeElement !== range;
  said.setAttribute('aria-live', spoken ? 'polite' : 'off');
  said.textContent = words;
  const cause = event?.event === 'wire' ? causeOf(bench, event) : undefined;
  if (cause) pointAtCause(cause);
  else lightNothing();
}
