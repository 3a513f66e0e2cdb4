import type { Lesson } from '../../course/lesson.ts';
import { callName, commandName } from './name-of.ts';
import {
  codeIn,
  isNothing,
  recapTables,
  spansOf,
} from '../../course/recap-table.ts';
import {
  isTableTrack,
  VOCABULARY,
  type TableTrack,
} from '../../course/recap-headings.ts';

/** A line of a recap's table of commands; its cells are Markdown. */
export interface RecapLine {
  lesson: string;
  /** What it is told under; several where it is about several commands. */
  names: string[];
  /** The command as one would type it, or in an ORM the call. */
  form: string;
  /** Whose call it is, by the heading of its column. */
  client: string;
  call: string;
  python: string;
  says: string;
}

/** The lines of all tables of commands in a lesson's recap. */
export function recapLines({ track, name, body }: Lesson): RecapLine[] {
  if (!isTableTrack(track)) return [];
  const words = VOCABULARY[track];
  return recapTables(body).flatMap(({ headings, rows }) => {
    if (!words.first.includes(headings[0]!)) return [];
    const client = words.clients.find((each) => headings.includes(each));
    const cell = (row: string[], heading: string | undefined) =>
      (heading && row[headings.indexOf(heading)]) || '';
    let before: string[] = [];
    return rows.flatMap((row) => {
      const [form = ''] = row;
      const call = cell(row, client);
      // An empty first cell, or one with dots, goes on with what stands above.
      const goesOn = form === '' || form.startsWith('…');
      // Nothing that one could give: "what it does not know".
      if (!goesOn && client && isNothing(call) && codeIn(form).length === 0)
        return [];
      const names = goesOn ? before : namesOf(track, form, call);
      before = names;
      if (names.length === 0) return [];
      return {
        lesson: name,
        names,
        form,
        client: client ?? headings[0]!,
        call,
        python: cell(row, words.python),
        says: cell(row, words.says),
      };
    });
  });
}

/** By its command, or where it sends none, by its call or its own words. */
function namesOf(track: TableTrack, form: string, call: string): string[] {
  const [first, ...more] = codeIn(form);
  if (track === 'orm') return first === undefined ? [form] : [callName(first)];
  if (first !== undefined) {
    const also = track === 'redis' ? more : [];
    const all = [first, ...also].map((code) => commandName(track, code));
    return [...new Set(all)];
  }
  const [called] = codeIn(call);
  if (isNothing(form) && called !== undefined) return [callName(called)];
  return [
    spansOf(form)
      .map(({ text }) => text)
      .join(''),
  ];
}

/** Tables of a recap that are about other things, by their headings. */
export function otherTables({ track, body }: Lesson): string[][] {
  if (!isTableTrack(track)) return [];
  const { first } = VOCABULARY[track];
  return recapTables(body)
    .map(({ headings }) => headings)
    .filter(([begins = '']) => !first.includes(begins));
}
