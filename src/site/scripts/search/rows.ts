import type { Found } from './pagefind.ts';

const KINDS: Record<string, string> = {
  examples: 'example',
  reference: 'reference',
  'old-article': 'the old article',
  teach: 'for teachers',
  course: 'the course',
};

/** A found place, as a row of the list. */
export function rowOf(found: Found): HTMLElement {
  const { page, part, address, excerpt } = found;
  const row = document.createElement('li');
  const { kind, track } = whatIs(address);
  if (track) row.dataset.track = track;
  const link = document.createElement('a');
  link.href = address;
  link.append(page);
  if (part) link.append(span('part', part));
  const words = document.createElement('p');
  words.append(
    ...excerpt.map(({ text, marked }) => {
      if (!marked) return text;
      const mark = document.createElement('mark');
      mark.textContent = text;
      return mark;
    }),
  );
  row.append(span('kind', found.kind ?? kind), link, words);
  return row;
}

function span(name: string, text: string): HTMLElement {
  const made = document.createElement('span');
  made.className = name;
  made.textContent = text;
  return made;
}

/** What an address is of: a lesson of Redis, an example, a reference. */
function whatIs(address: string): { kind: string; track?: string } {
  const root = new URL(document.documentElement.dataset.root!, location.href);
  const [first = '', second = ''] = new URL(address, location.href).pathname
    .slice(root.pathname.length)
    .split('/');
  const kind = KINDS[first];
  if (!kind) return { kind: first ? 'lesson' : 'first page', track: first };
  const ofTrack = first === 'examples' || first === 'reference';
  return { kind, ...(ofTrack && { track: second }) };
}
