import { setSingleKeys, singleKeys } from './single-keys.ts';

/** Every key of the page, and the button that does the same. */
const KEYS = [
  ['?', 'this list', 'the button ?'],
  ['/  or  Ctrl-K', 'search', 'Search'],
  ['r', 'run the program, check the answer', 'Run, Check'],
  ['s  or  Esc', 'stop it', 'Stop'],
  ['e', 'edit the shown file', 'Edit'],
  ['b', 'break it: faults for the run', 'Break'],
  ['1 … 9', 'show a file', 'its name'],
  ['o  w', 'show the output, the wire', 'their names'],
  ['a  t  c', 'show the state, the timeline, the console', 'their names'],
  [',  .', 'after a run: its event before, its next one', '‹ and ›'],
  ['p', 'play the events of the run, and pause', 'play'],
  ['↑ ↓', 'in the wire: from message to message', ''],
  ['j  k', 'light the next line, the one before', 'its number'],
  ['Enter', 'on code: types of its names, arrows go on', 'types'],
] as const;

const WHILE_EDITING = [
  ['Ctrl-Enter', 'run the program, check the answer', 'Run, Check'],
  ['Esc', 'leave the editor', 'Done'],
  ['Tab', 'indent, once you typed or clicked; after Esc, go on', ''],
] as const;

const IN_CONSOLE = [
  ['↑ ↓', 'the lines before, the lines after', ''],
  ['Tab', 'complete a name; where there is none, go on', ''],
  ['Ctrl-C', 'stop what goes on', 'Stop'],
  ['Ctrl-L', 'empty the log', 'clear'],
  ['Esc', 'leave the line', ''],
] as const;

let help: HTMLDialogElement | undefined;

export function openHelp() {
  help ??= makeHelp();
  if (help.open) return;
  help.showModal();
  help.scrollTop = 0; // its one button is at its end
}

function makeHelp(): HTMLDialogElement {
  const dialog = document.createElement('dialog');
  dialog.id = 'keys';
  dialog.setAttribute('aria-labelledby', 'keys-title');
  const title = document.createElement('h2');
  title.id = 'keys-title';
  title.textContent = 'Keys';
  const close = document.createElement('button');
  close.type = 'button';
  close.autofocus = true;
  close.textContent = 'close';
  close.addEventListener('click', () => dialog.close());
  dialog.append(
    title,
    listOf(KEYS),
    heading('While editing'),
    listOf(WHILE_EDITING),
    heading('In the console'),
    listOf(IN_CONSOLE),
    onOff(),
    close,
  );
  document.body.append(dialog);
  return dialog;
}

function heading(text: string): HTMLElement {
  const made = document.createElement('h3');
  made.textContent = text;
  return made;
}

function listOf(keys: readonly (readonly [string, string, string])[]) {
  const list = document.createElement('dl');
  for (const [key, what, button] of keys) {
    const term = document.createElement('dt');
    const kbd = document.createElement('kbd');
    kbd.textContent = key;
    term.append(kbd);
    const description = document.createElement('dd');
    description.append(what);
    if (button) {
      const same = document.createElement('span');
      same.textContent = ` = ${button}`;
      description.append(same);
    }
    list.append(term, description);
  }
  return list;
}

/** Single letters must be possible to turn off: WCAG 2.1.4. */
function onOff(): HTMLElement {
  const label = document.createElement('label');
  const box = document.createElement('input');
  box.type = 'checkbox';
  box.checked = singleKeys();
  box.addEventListener('change', () => setSingleKeys(box.checked));
  label.append(box, ' Letters and digits by themselves are keys');
  return label;
}
