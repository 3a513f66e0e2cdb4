import type { CheckEvent, CheckResult } from '../../../course/check-result.ts';
import { verdictOf } from '../../../course/check-result.ts';
import { addEvent, beginEvents, eventsOf } from '../events-of.ts';
import { askLab, readEvents } from '../lab-request.ts';
import { waits } from '../run-summary.ts';
import { setUntil } from '../until.ts';
import {
  enter,
  needsLab,
  openExercise,
  say,
  type Exercise,
} from './exercise-panel.ts';
import {
  sentenceOf,
  showBroken,
  showNext,
  showNotes,
  showResults,
  type KnownTest,
  type ResultEvents,
} from './results.ts';
import { offerSolution } from './solution.ts';

/** The checks that go on, by their bench. */
const running = new Map<HTMLElement, AbortController>();

/** Check, or Stop while a check goes on. */
export async function pressCheckOf(bench: HTMLElement, stops = true) {
  await pressCheck(await openExercise(bench), { stops });
}

/** Stops the check that goes on, if any. */
export function stopCheck(bench: HTMLElement) {
  running.get(bench)?.abort();
}

export async function pressCheck(
  exercise: Exercise,
  { stops }: { stops: boolean },
) {
  const { bench } = exercise;
  if (running.has(bench)) {
    if (stops) stopCheck(bench);
    return;
  }
  if (needsLab(bench)) return;
  await check(exercise);
}

async function check(exercise: Exercise) {
  const { bench, answer } = exercise;
  const button = bench.querySelector<HTMLElement>('.check')!;
  const place = bench.querySelector<HTMLElement>('.results')!;
  const stop = new AbortController();
  running.set(bench, stop);
  bench.dataset.state = 'running';
  button.textContent = 'Stop';
  bench.querySelector<HTMLInputElement>('[value=results]')!.click();
  place.replaceChildren();
  beginEvents(bench);
  say(bench, 'Checking …');
  const on: ResultEvents = {
    onLine: (line) => enter(exercise, line),
    onTest: (event) => setUntil(bench, event),
  };
  let result: CheckResult | undefined;
  const tests = new Map<string, KnownTest>();
  const heard = (event: CheckEvent) => {
    if (event.event === 'verdict') result = event.result;
    else if (event.event === 'test')
      tests.set(event.name, { ...event, state: 'running' });
    else if (event.event === 'tested') {
      const last = eventsOf(bench).length - 1;
      tests.set(event.test.name, { ...event.test, state: 'over', event: last });
    } else {
      if (event.event === 'waiting') say(bench, waits(event.ahead));
      if (event.event === 'end' && 'outcome' in event && event.message)
        say(bench, event.message);
      return addEvent(bench, event);
    }
    showResults(place, [...tests.values()], on);
  };
  try {
    await answer.save();
    const body = { lesson: answer.lesson, source: answer.text };
    const { signal } = stop;
    await readEvents(await askLab('checks', body, { signal }), heard);
    if (result) await tell(exercise, result, on);
  } catch (error) {
    const why = stop.signal.aborted ? 'Stopped.' : (error as Error).message;
    say(bench, why);
  } finally {
    running.delete(bench);
    bench.dataset.state = 'ended';
    button.textContent = 'Check';
    const { showScrubber } = await import('../timeline/scrubber.ts');
    if (!running.has(bench)) showScrubber(bench);
  }
}

async function tell(
  { bench, answer }: Exercise,
  result: CheckResult,
  on: ResultEvents,
) {
  const place = bench.querySelector<HTMLElement>('.results')!;
  if (result.broken) showBroken(place, result.broken, on);
  showNotes(place, result);
  say(bench, sentenceOf(result));
  const passed = verdictOf(result) === 'passed';
  bench.dataset.verdict = verdictOf(result);
  if (passed) {
    showNext(place);
    offerSolution(bench);
  }
  const { noteChecked } = await import('../progress/note.ts');
  noteChecked(answer.lesson, passed);
}
