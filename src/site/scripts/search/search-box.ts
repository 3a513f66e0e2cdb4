import { singleKeys } from '../single-keys.ts';
import { find, type Findings } from './pagefind.ts';
import { rowOf } from './rows.ts';
import { withStyle } from './style.ts';

interface Box {
  dialog: HTMLDialogElement;
  input: HTMLInputElement;
  said: HTMLElement;
  list: HTMLElement;
}

let box: Box | undefined;

/** Opens the search, unless the key that asks for it is turned off. */
export async function openSearch(key?: string) {
  if (key === '/' && !singleKeys()) return;
  await withStyle();
  box ??= makeBox();
  if (!box.dialog.open) box.dialog.showModal();
  box.input.select();
}

function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]>,
): HTMLElementTagNameMap[Name] {
  return Object.assign(document.createElement(name), properties);
}

function makeBox(): Box {
  const dialog = make('dialog', { id: 'search', ariaLabel: 'Search' });
  const input = make('input', {
    // Not of type search: there, Escape would only empty it.
    enterKeyHint: 'search',
    placeholder: 'A command, an error, an old name …',
    ariaLabel: 'Search the course',
    autocomplete: 'off',
    spellcheck: false,
  });
  const close = make('button', { type: 'button', textContent: 'close' });
  const said = make('p', { className: 'said', role: 'status' });
  const list = make('ol', { className: 'found' });
  const head = make('div', { className: 'head' });
  head.append(input, close);
  dialog.append(head, said, list);
  document.body.append(dialog);

  const made = { dialog, input, said, list };
  input.addEventListener('input', () => void search(made));
  close.addEventListener('click', () => dialog.close());
  // A press beside the box closes it, as Escape does.
  dialog.addEventListener('click', ({ target }) => {
    if (target === dialog) dialog.close();
    // A place on this same page: the box must not stay in front of it.
    if ((target as Element).closest('a')) dialog.close();
  });
  dialog.addEventListener('keydown', (press) => stepOnArrows(press, made));
  return made;
}

async function search(made: Box) {
  const query = made.input.value.trim();
  if (!query) return show(made, '');
  try {
    const findings = await find(query);
    // Somebody typed on: those findings come after these.
    if (query !== made.input.value.trim()) return;
    show(made, summary(query, findings), findings.found.map(rowOf));
  } catch (error) {
    show(made, (error as Error).message);
  }
}

function show({ said, list }: Box, text: string, rows: HTMLElement[] = []) {
  said.textContent = text;
  list.replaceChildren(...rows);
}

function summary(query: string, { pages }: Findings): string {
  if (pages === 0)
    return `Nothing on “${query}”. Try a command (incr), an error (WRONGTYPE), or fewer words.`;
  return pages === 1 ? 'Found on one page' : `Found on ${pages} pages`;
}

/** Arrows go from place to place, and back to the words. */
function stepOnArrows(press: KeyboardEvent, { input, list }: Box) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[press.key];
  const stops = [input, ...list.querySelectorAll('a')];
  const at = stops.indexOf(document.activeElement as HTMLAnchorElement);
  if (press.key === 'Enter' && at === 0) stops[1]?.click();
  if (!step || at < 0) return;
  press.preventDefault();
  stops[at + step]?.focus();
}
