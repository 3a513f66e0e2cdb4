import { askLab } from './lab-request.ts';

/** Dispatched on a bench when other servers stand behind it than before. */
export const OTHER_SERVERS = 'other-servers';

/** Says below a bench whose servers it has, and offers fresh ones. */
export function showServersBar(bench: HTMLElement) {
  say(bench, 'Its servers stay as the run left them, until the next run.', [
    'reset servers',
    () => reset(bench),
  ]);
}

async function reset(bench: HTMLElement) {
  const answer = await askLab('reset', { example: bench.dataset.example });
  const { undoable } = (await answer.json()) as { undoable: boolean };
  const sentence = 'The servers are new and empty.';
  if (undoable) say(bench, sentence, ['undo', () => undo(bench)]);
  else say(bench, sentence);
  bench.dispatchEvent(new Event(OTHER_SERVERS));
}

async function undo(bench: HTMLElement) {
  await askLab('reset', { example: bench.dataset.example, undo: true });
  showServersBar(bench);
  bench.dispatchEvent(new Event(OTHER_SERVERS));
}

/** A sentence, and what can be done; a refusal takes its place. */
function say(
  bench: HTMLElement,
  sentence: string,
  action?: [label: string, act: () => Promise<void>],
) {
  const bar = barOf(bench);
  const hadFocus = bar.contains(document.activeElement);
  bar.textContent = sentence;
  if (!action) return;
  const [label, act] = action;
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = label;
  button.addEventListener('click', () => {
    act().catch((error: Error) => say(bench, error.message, action));
  });
  bar.append(' ', button);
  if (hadFocus) button.focus();
}

function barOf(bench: HTMLElement): HTMLElement {
  const known = bench.querySelector<HTMLElement>('.servers');
  if (known) return known;
  const bar = document.createElement('p');
  bar.className = 'servers';
  bar.setAttribute('role', 'status');
  bench.querySelector('.said')!.after(bar);
  return bar;
}
