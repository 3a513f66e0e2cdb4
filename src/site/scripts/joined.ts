import { fileOf } from './bench.ts';
import {
  editing,
  figuresOf,
  inBench,
  lightIn,
  linesOf,
  selectFile,
} from './lines.ts';
import type { Cause } from './wire/cause.ts';

/** A block of the prose, and the whole file in its bench, are one thing. */
let lit: HTMLElement[] = [];

/** Puts out what was lit. */
export function lightNothing() {
  for (const figure of lit) {
    lightIn(figure, 'lit', []);
    tabOf(figure)?.classList.remove('lit');
  }
  lit = [];
  for (const row of document.querySelectorAll('.message.lit'))
    row.classList.remove('lit');
}

/** Lights the messages that these lines of a file caused. */
function lightMessages(file: string, lines: number[], by: 'line' | 'own') {
  for (const row of document.querySelectorAll<HTMLElement>(
    `.message[data-file="${CSS.escape(file)}"]`,
  ))
    if (lines.includes(Number(row.dataset[by]))) row.classList.add('lit');
}

function light(figure: HTMLElement, lines: number[], show = false) {
  lightIn(figure, 'lit', lines, show);
  lit.push(figure);
}

function tabOf(figure: HTMLElement): Element | undefined {
  const label = figure.previousElementSibling;
  return label?.matches('label') ? label : undefined;
}

/** Lights what belongs to a block of the prose. */
function pointAtBlock(block: HTMLElement) {
  const whole = inBench(fileOf(block));
  if (!whole || lit[0] === block) return;
  lightNothing();
  light(block, linesOf(block));
  light(whole, linesOf(block), true);
  lightMessages(fileOf(block), linesOf(block), 'line');
  tabOf(whole)?.classList.add('lit');
}

/** Lights what belongs to a line of a bench. */
export function pointAtLine(whole: HTMLElement, line: number) {
  const blocks = blocksWith(whole, line);
  lightNothing();
  for (const block of blocks) light(block, linesOf(block));
  if (blocks.length > 0) light(whole, [...new Set(blocks.flatMap(linesOf))]);
  lightMessages(fileOf(whole), [line], 'line');
}

/** Lights what a line caused that only the reader's text has. */
export function pointAtOwnLine(whole: HTMLElement, own: number) {
  lightNothing();
  lightMessages(fileOf(whole), [own], 'own');
}

function blocksWith(whole: HTMLElement, line: number): HTMLElement[] {
  return figuresOf(fileOf(whole)).filter(
    (each) => each !== whole && linesOf(each).includes(line),
  );
}

/** Lights a message, and what caused it. */
function pointAtMessage(row: HTMLElement) {
  const { file, line, own } = row.dataset;
  lightNothing();
  if (file !== undefined)
    pointAtCause({
      file,
      ...(line !== undefined && { line: Number(line) }),
      ...(own !== undefined && { own: Number(own) }),
    });
  row.classList.add('lit');
}

/** Lights the line that caused a message, and the prose about it. */
export function pointAtCause({ file, line, own }: Cause) {
  lightNothing();
  const whole = inBench(file);
  if (!whole) return;
  tabOf(whole)?.classList.add('lit');
  if (line !== undefined) {
    for (const block of blocksWith(whole, line)) light(block, linesOf(block));
    light(whole, [line], true);
  } else {
    lit.push(whole);
    if (own !== undefined) editing.get(whole)?.('lit', [own], true, 'own');
  }
}

function follow({ target }: Event) {
  const element = target as Element;
  // The scrubber lights the line of the event that it is at.
  if (element.closest('.scrubber, .timeline')) return;
  const figure = element.closest<HTMLElement>('.source[data-hovers]');
  const row = element.closest<HTMLElement>('.message');
  // An editor tells of its lines itself.
  if (row) pointAtMessage(row);
  else if (!figure) lightNothing();
  else if (!figure.closest('.bench')) pointAtBlock(figure);
  else if (!element.closest('.editor')) {
    const line = element.closest<HTMLElement>('[data-n]');
    if (line) pointAtLine(figure, Number(line.dataset.n));
    else lightNothing();
  }
}

/** Shows the file of a block of the prose in its bench. */
export function openInBench(block: HTMLElement) {
  const whole = inBench(fileOf(block));
  if (!whole || whole === block) return;
  selectFile(whole);
  lit = lit.filter((figure) => figure !== block);
  pointAtBlock(block);
}

let joined = false;

/** Joins code in the prose and in the benches, from this event on. */
export function joinCode(first: Event) {
  follow(first);
  if (joined) return;
  joined = true;
  document.addEventListener('pointerover', follow);
  document.addEventListener('focusin', follow);
}
