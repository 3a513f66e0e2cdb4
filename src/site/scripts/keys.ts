import { figuresIn, shownFigure } from './bench.ts';
import { openHelp } from './keys-help.ts';
import { selectFile } from './lines.ts';
import { singleKeys } from './single-keys.ts';

let last: HTMLElement | undefined;

/** The bench that keys are for: with the focus, used last, or in view. */
function currentBench(): HTMLElement | undefined {
  const focused = document.activeElement?.closest<HTMLElement>('.bench');
  const all = [...document.querySelectorAll<HTMLElement>('.bench')];
  const middle = (bench: HTMLElement) => {
    const { top, bottom } = bench.getBoundingClientRect();
    return Math.abs((top + bottom) / 2 - innerHeight / 2);
  };
  const inView = all
    .filter((bench) => {
      const { top, bottom } = bench.getBoundingClientRect();
      return bottom > 0 && top < innerHeight;
    })
    .sort((a, b) => middle(a) - middle(b));
  const used = last && inView.includes(last) ? last : undefined;
  last = focused ?? used ?? inView[0] ?? all[0];
  return last;
}

/** What each key does to a bench. */
const ACTIONS: Record<string, (bench: HTMLElement) => Promise<void> | void> = {
  r: async (bench) => (await import('./run-panel.ts')).startRun(bench),
  s: async (bench) => (await import('./run-panel.ts')).stopRun(bench),
  e: async (bench) => (await import('./edit/edit-panel.ts')).enter(bench),
  b: (bench) => bench.querySelector<HTMLElement>('.break')!.click(),
  j: async (bench) =>
    (await import('./place.ts')).stepLine(shownFigure(bench), 1),
  k: async (bench) =>
    (await import('./place.ts')).stepLine(shownFigure(bench), -1),
  o: (bench) => showView(bench, 'output'),
  w: (bench) => showView(bench, 'wire'),
  a: (bench) => showView(bench, 'state'),
  t: (bench) => showView(bench, 'timeline'),
  c: async (bench) => {
    if (!bench.dataset.uses) return;
    showView(bench, 'console');
    (await import('./console/console-panel.ts')).enterConsole(bench);
  },
  ',': (bench) => scrub(bench, 'back'),
  '.': (bench) => scrub(bench, 'on'),
  p: (bench) => scrub(bench, 'play'),
};

async function scrub(bench: HTMLElement, what: 'back' | 'on' | 'play') {
  (await import('./timeline/scrubber.ts')).pressScrubber(bench, what);
}

/** Where there is no server, there is no wire. */
function showView(bench: HTMLElement, view: string) {
  bench.querySelector<HTMLElement>(`.views [value=${view}]`)?.click();
}

/** What each key does to an exercise. */
const ON_EXERCISE: typeof ACTIONS = {
  r: async (bench) =>
    (await import('./exercise/check-run.ts')).pressCheckOf(bench, false),
  s: async (bench) =>
    (await import('./exercise/check-run.ts')).stopCheck(bench),
  e: async (bench) =>
    (await import('./exercise/exercise-panel.ts')).pressWrite(bench),
  o: (bench) => showView(bench, 'results'),
  w: ACTIONS.w!,
  a: ACTIONS.a!,
  t: ACTIONS.t!,
  ',': ACTIONS[',']!,
  '.': ACTIONS['.']!,
  p: ACTIONS.p!,
};

/** A key was pressed while nothing was being typed. */
export function onKey(key: string) {
  if (key === '?') return openHelp();
  const bench = currentBench();
  if (!bench || !singleKeys()) return;
  if (bench.dataset.lesson) return void ON_EXERCISE[key]?.(bench);
  const figure = /^[1-9]$/.test(key) && figuresIn(bench)[Number(key) - 1];
  if (figure) selectFile(figure);
  else void ACTIONS[key]?.(bench);
}
