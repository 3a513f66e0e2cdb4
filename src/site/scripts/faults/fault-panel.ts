import type { ArmedFault, Fault, Moment } from '../../../course/fault.ts';
import { faultWords } from '../../fault-words.ts';
import { askLab } from '../lab-request.ts';
import { labToken } from '../lab-token.ts';
import { arm, armedIn, disarm, whenWords } from './armed.ts';
import { faultRows } from './fault-rows.ts';
import { momentsOf, momentWords } from './moments.ts';

const NO_LAB =
  'This page replays a recording: nothing runs here that could break. To break it yourself, type npm ci && npm start in the project\u2019s folder.';
const NOTHING_RUNS =
  'Nothing runs now. Choose a moment of the next run above, or press Run first.';

/** Characters that a choice shows. */
const SHOWN = 90;

/** Opens or closes what can be done to the run of a bench. */
export function pressBreak(bench: HTMLElement) {
  const panel = bench.querySelector<HTMLElement>('.faults') ?? makePanel(bench);
  panel.hidden = !panel.hidden;
  const button = bench.querySelector('.break')!;
  button.setAttribute('aria-expanded', String(!panel.hidden));
  if (panel.hidden) return;
  void offerMoments(bench, panel);
  panel.querySelector<HTMLElement>('select, button')?.focus();
}

function makePanel(bench: HTMLElement): HTMLElement {
  const panel = document.createElement('div');
  panel.className = 'faults';
  panel.setAttribute('role', 'group');
  panel.setAttribute('aria-label', 'Break the run');
  panel.hidden = true;
  bench.querySelector('.armed, .views')!.before(panel);
  if (!labToken()) {
    panel.append(paragraph(NO_LAB));
    return panel;
  }
  const moment = document.createElement('select');
  const when = document.createElement('label');
  when.append('When ', moment);
  const rows = faultRows(bench, (fault) => void pressFault(bench, fault));
  const said = paragraph('');
  said.className = 'fault-said';
  said.setAttribute('role', 'status');
  panel.append(when, rows, said);
  return panel;
}

function paragraph(text: string): HTMLElement {
  const made = document.createElement('p');
  made.textContent = text;
  return made;
}

/** The moments to choose from; what was chosen stays chosen. */
async function offerMoments(bench: HTMLElement, panel: HTMLElement) {
  const select = panel.querySelector('select');
  if (!select) return;
  const { lines, messages } = await momentsOf(bench);
  const chosen = select.value;
  const now = option('', 'now, in the run that goes on');
  now.disabled = bench.dataset.state !== 'running';
  select.replaceChildren(
    now,
    option('start', 'from the start of the next run'),
    group('In the next run, when a program prints', lines),
    group('In the next run, before a program sends', messages),
  );
  select.value = now.disabled && chosen === '' ? 'start' : chosen;
  if (select.selectedIndex < 0) select.value = now.disabled ? 'start' : '';
}

function option(value: string, words: string): HTMLOptionElement {
  return Object.assign(document.createElement('option'), {
    value,
    textContent: words,
  });
}

function group(label: string, moments: Moment[]): HTMLOptGroupElement {
  const made = document.createElement('optgroup');
  made.label = label;
  made.append(
    ...moments.map((each) => {
      const words = momentWords(each);
      const short =
        words.length > SHOWN ? `${words.slice(0, SHOWN)} \u2026` : words;
      return option(JSON.stringify(each), short);
    }),
  );
  return made;
}

/** Brings a fault about now, or arms it for the next run. */
async function pressFault(bench: HTMLElement, fault: Fault) {
  const panel = bench.querySelector<HTMLElement>('.faults')!;
  const { value } = panel.querySelector('select')!;
  if (value === '') return now(bench, panel, fault);
  const when = value === 'start' ? {} : { when: JSON.parse(value) as Moment };
  arm(bench, { ...fault, ...when });
  say(panel, '');
  showArmed(bench);
}

async function now(bench: HTMLElement, panel: HTMLElement, fault: Fault) {
  if (bench.dataset.state !== 'running') return say(panel, NOTHING_RUNS);
  try {
    const { example } = bench.dataset;
    await askLab('faults', { example, fault });
    say(panel, `Done: ${faultWords(fault)}.`);
  } catch (error) {
    say(panel, (error as Error).message);
  }
}

function say(panel: HTMLElement, words: string) {
  panel.querySelector('.fault-said')!.textContent = words;
}

/** What is to go wrong in the next runs, each with a way to take it back. */
export function showArmed(bench: HTMLElement) {
  let list = bench.querySelector('.armed');
  if (!list) {
    list = document.createElement('ul');
    list.className = 'armed';
    list.setAttribute('aria-label', 'What goes wrong in the next run');
    bench.querySelector('.views')!.before(list);
  }
  list.replaceChildren(
    ...armedIn(bench).map((fault) => armedItem(bench, fault)),
  );
}

function armedItem(bench: HTMLElement, fault: ArmedFault): HTMLElement {
  const item = document.createElement('li');
  const words = `${faultWords(fault)}, ${whenWords(fault)}`;
  const remove = document.createElement('button');
  remove.type = 'button';
  remove.textContent = 'take back';
  remove.setAttribute('aria-label', `take back: ${words}`);
  remove.addEventListener('click', () => {
    disarm(bench, fault);
    showArmed(bench);
    bench.querySelector<HTMLElement>('.break')!.focus();
  });
  item.append(`In each run, until taken back: ${words} `, remove);
  return item;
}
