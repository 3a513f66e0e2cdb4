import type { Lesson } from '../../course/lesson.ts';
import type { Course } from './course.ts';
import { otherTables, recapLines } from './recap-lines.ts';
import { commandRows, type CommandRow } from './rows.ts';
import { sentBy, type Sent } from './sent.ts';
import { tableTracks, type TableTrack } from '../../course/recap-headings.ts';

/** The table of a track's commands, and where its other tables are. */
export interface CommandTable {
  track: TableTrack;
  rows: CommandRow[];
  others: { lesson: Lesson; headings: string[] }[];
}

/** The tables of the tracks that have lessons, in their order. */
export function commandTables({ lessons, runs }: Course): CommandTable[] {
  const examples = runs.map(({ example }) => example);
  const sent: Sent[] = runs.flatMap(({ example, events }) =>
    sentBy(example, events),
  );
  return tableTracks.flatMap((track) => {
    const own = lessons.filter((lesson) => lesson.track === track);
    if (own.length === 0) return [];
    const lines = own.flatMap(recapLines);
    const ofTrack = sent.filter((each) => each.track === track);
    const rows = commandRows(own, lines, ofTrack, examples);
    const others = own.flatMap((lesson) =>
      otherTables(lesson).map((headings) => ({ lesson, headings })),
    );
    return [{ track, rows, others }];
  });
}
