import type { Fault } from '../../../course/fault.ts';
import type { Service } from '../../../course/service-name.ts';
import { faultWords } from '../../fault-words.ts';
import { serviceName } from '../../service-names.ts';

/** Milliseconds that each way can be made to take. */
const DELAYS = [5, 50, 500];

type Choice = readonly [words: string, fault: Fault];

/** A row of buttons for each thing of the run that can be broken. */
export function faultRows(
  bench: HTMLElement,
  press: (fault: Fault) => void,
): HTMLElement {
  const panes = [
    ...bench.querySelectorAll<HTMLElement>('.outputs .output[data-pane]'),
  ].map((each) => each.dataset.pane!);
  const uses = (bench.dataset.uses ?? '').split(' ').filter(Boolean);
  const rows = document.createElement('dl');
  const add = (name: string, choices: Choice[]) => {
    const term = document.createElement('dt');
    term.textContent = name;
    const value = document.createElement('dd');
    value.append(...choices.map((choice) => button(choice, press)));
    rows.append(term, value);
  };
  const several = panes.length > 1;
  if (uses.length > 0)
    add('cut connections', [
      [several ? 'all' : 'all of them', { fault: 'cut' }],
      ...(several ? panes : []).map((pane): Choice => [
        pane,
        { fault: 'cut', pane },
      ]),
    ]);
  add(
    'kill',
    panes.map((pane): Choice => [pane, { fault: 'kill', pane }]),
  );
  for (const service of uses as Service[]) {
    const each = (fault: 'pause' | 'resume' | 'restart'): Choice => [
      fault,
      { fault, service },
    ];
    add(serviceName(service) ?? service, [
      each('pause'),
      each('resume'),
      each('restart'),
    ]);
  }
  if (uses.length > 0)
    add('slow, each way', [
      ...DELAYS.map((milliseconds): Choice => [
        `${milliseconds} ms`,
        { fault: 'delay', milliseconds },
      ]),
      ['not any more', { fault: 'delay', milliseconds: 0 }],
    ]);
  return rows;
}

function button(
  [words, fault]: Choice,
  press: (fault: Fault) => void,
): HTMLElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = words;
  made.setAttribute('aria-label', faultWords(fault));
  made.addEventListener('click', () => press(fault));
  return made;
}
