// What every page does before anyone touches it: little. What a press needs
// is loaded by the press.
import { copyOf } from './copy.ts';
import { labToken } from './lab-token.ts';
import { paintKept } from './progress/paint.ts';
import { showTheme } from './theme.ts';
import './announce.ts';
import './print-recorded.ts';

showTheme();

const onExercise: Record<string, (bench: HTMLElement) => Promise<void>> = {
  write: async (bench) =>
    (await import('./exercise/exercise-panel.ts')).pressWrite(bench),
  check: async (bench) =>
    (await import('./exercise/check-run.ts')).pressCheckOf(bench),
};

const onBench: Record<string, (bench: HTMLElement) => Promise<void>> = {
  run: async (bench) => (await import('./run-panel.ts')).pressRun(bench),
  edit: async (bench) =>
    (await import('./edit/edit-panel.ts')).pressEdit(bench),
  break: async (bench) =>
    (await import('./faults/fault-panel.ts')).pressBreak(bench),
  keys: async () => (await import('./keys-help.ts')).openHelp(),
  ...onExercise,
};

/** What a press needs cannot be fetched: nobody serves this page any more. */
const GONE =
  'Nothing answers where this page came from. Start it again (npm start), then reload the page.';

const openSearch = async (key?: string) =>
  (await import('./search/search-box.ts')).openSearch(key);

document.addEventListener('click', async ({ target, clientX, detail }) => {
  const element = target as Element;
  const button = element.closest('button');
  if (button?.matches('.copy')) void copyOf(button);
  if (button?.matches('.do-fault')) {
    const { doFault } = await import('./faults/do-fault.ts');
    doFault(button);
  }
  if (button?.matches('.progress button'))
    (await import('./progress/file.ts')).pressFile(button);
  if (button?.matches('.solve'))
    await (await import('./exercise/solution.ts')).pressSolution(button);
  if (button?.matches('.search')) void openSearch();
  const bench = button?.closest<HTMLElement>('.bench');
  // The second press of a double click would stop what the first began.
  if (bench && detail < 2) {
    onBench[button!.classList[0]!]?.(bench).catch(() => {
      bench.querySelector('.said')!.textContent = GONE;
    });
  }
  const source = element.closest<HTMLElement>('.source[data-hovers]');
  if (!source) return;
  if (button?.matches('.types')) {
    const { readTypes } = await import('./hover-keys.ts');
    void readTypes(source);
  } else if (!button) {
    const { pressCode } = await import('./press-code.ts');
    pressCode(source, element, clientX);
  }
});

document.addEventListener('keydown', async (press) => {
  const { key, ctrlKey, metaKey, altKey, target } = press;
  const [inner] = press.composedPath() as HTMLElement[];
  const types =
    inner?.isContentEditable ||
    inner?.matches?.('input:not([type=radio], [type=range]), dialog *');
  const held = ctrlKey || metaKey || altKey;
  if (!types && (held ? key === 'k' && !altKey : key === '/')) {
    press.preventDefault();
    return openSearch(key);
  }
  if (!types && !held && /^[?rsebjkowatcp,.1-9]$/.test(key)) {
    const { onKey } = await import('./keys.ts');
    return onKey(key);
  }
  const code = target as Element;
  const source = code.closest<HTMLElement>('[data-hovers]');
  if (key !== 'Enter' || !source || !code.matches('pre')) return;
  const { readTypes } = await import('./hover-keys.ts');
  void readTypes(source);
  const { openInBench } = await import('./joined.ts');
  openInBench(source);
});

/** What shows each view of a run, but for its output. */
const views: Record<string, () => Promise<(bench: HTMLElement) => void>> = {
  wire: async () => (await import('./wire/wire-panel.ts')).showWire,
  state: async () => (await import('./state/state-panel.ts')).showState,
  timeline: async () =>
    (await import('./timeline/timeline-panel.ts')).showTimeline,
  console: async () => (await import('./console/console-panel.ts')).showConsole,
};

document.addEventListener('change', async ({ target }) => {
  const view = target as HTMLInputElement;
  if (!view.matches('.views input')) return;
  const show = await views[view.value]?.();
  show?.(view.closest('.bench')!);
});

// A learner's own answer is fetched when its exercise comes near.
const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries)
      if (isIntersecting) void openExercise(target as HTMLElement);
  },
  { rootMargin: '400px' },
);
for (const bench of document.querySelectorAll('.bench[data-lesson]'))
  near.observe(bench);

async function openExercise(bench: HTMLElement) {
  near.unobserve(bench);
  await (await import('./exercise/exercise-panel.ts')).openExercise(bench);
}

// What was known last is shown at once; the rest comes with the first touch,
// or with what a lab knows.
paintKept();
const touches = ['scroll', 'pointermove', 'pointerdown', 'keydown', 'focusin'];
const showProgress = async () => {
  for (const touch of touches) removeEventListener(touch, showProgress);
  (await import('./progress/show.ts')).showProgress();
};
if (labToken()) addEventListener('load', showProgress);
else for (const touch of touches) addEventListener(touch, showProgress);

// What belongs to code is fetched when a pointer or the focus first is on it.
for (const type of ['pointerover', 'focusin'] as const)
  document.addEventListener(type, async function first(event) {
    if (!(event.target as Element).closest('[data-hovers] pre, .wire')) return;
    document.removeEventListener(type, first);
    const { joinCode } = await import('./joined.ts');
    joinCode(event);
    if (type === 'focusin') return;
    const { followPointer } = await import('./hover-pointer.ts');
    followPointer(event as PointerEvent);
  });

/** Lights the line of code that the address names, and none if it names none. */
async function showPlace() {
  await (await import('./place.ts')).showPlace();
}
addEventListener('hashchange', showPlace);
// Heading ids have no slash; the address of a line of code has.
if (location.hash.includes('/')) void showPlace();

try {
  if (Object.keys(localStorage).some((key) => key.startsWith('roundtrip:edit')))
    void import('./edit/restore.ts');
} catch {
  // Storage may be forbidden: then nothing was kept.
}
