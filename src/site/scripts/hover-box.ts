import type { Hovers } from '../source/hovers.ts';
import { siteFile } from './site-file.ts';

/** A name in shown code, and what is known of it. */
export interface Hover {
  line: HTMLElement;
  range: Range;
  text: string;
}

const loaded = new Map<string, Promise<Hovers>>();

/** The hovers of a figure's file; fetched once. */
function load(file: string): Promise<Hovers> {
  const known = loaded.get(file);
  if (known) return known;
  const hovers = fetch(siteFile(`hovers/${file}.json`))
    .then((response) => (response.ok ? response.json() : {}))
    .catch(() => ({})) as Promise<Hovers>;
  loaded.set(file, hovers);
  return hovers;
}

/** The stretch of a line's text, whatever elements it is cut into. */
function rangeIn(line: HTMLElement, from: number, length: number): Range {
  const range = document.createRange();
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  let passed = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const { length: size } = node.textContent!;
    const end = from + length;
    if (from >= passed && from < passed + size)
      range.setStart(node, from - passed);
    if (end > passed && end <= passed + size) range.setEnd(node, end - passed);
    passed += size;
  }
  return range;
}

/** All names of a figure that something is known of, in reading order. */
export async function hoversIn(figure: HTMLElement): Promise<Hover[]> {
  const hovers = await load(figure.dataset.hovers!);
  const indent = Number(figure.dataset.indent ?? 0);
  return [...figure.querySelectorAll<HTMLElement>('[data-n]')].flatMap((line) =>
    (hovers[line.dataset.n!] ?? []).map(([column, length, text]) => ({
      line,
      range: rangeIn(line, column - indent, length),
      text,
    })),
  );
}

let box: HTMLElement | undefined;

/** Shows the one box of the page beside a name. */
export function show({ range, text }: Hover) {
  if (!box) {
    box = document.createElement('div');
    box.id = 'hover';
    box.setAttribute('role', 'status');
    document.body.append(box);
  }
  box.textContent = text;
  box.hidden = false;
  const name = range.getBoundingClientRect();
  const { offsetWidth, offsetHeight } = box;
  const left = Math.min(name.left, innerWidth - offsetWidth - 8);
  const above = name.top - offsetHeight - 4;
  const top = above > 0 ? above : name.bottom + 4;
  box.style.transform = `translate(${Math.max(8, left)}px, ${top}px)`;
  if ('highlights' in CSS) CSS.highlights.set('hover', new Highlight(range));
}

/** Closes it; resolves to whether it was open. */
export function hide(): boolean {
  const wasOpen = box !== undefined && !box.hidden;
  if (box) box.hidden = true;
  if ('highlights' in CSS) CSS.highlights.delete('hover');
  return wasOpen;
}
