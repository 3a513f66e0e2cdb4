import { exampleNames } from '../course/example.ts';
import {
  commandTables,
  type CommandTable,
} from './commands/course-commands.ts';
import {
  referenceEntries as entriesOf,
  type ReferenceEntry,
} from './commands/entries.ts';
import { courseRoot } from './course-root.ts';
import { allLessons } from './course-of-lessons.ts';
import { exampleNamed } from './example-named.ts';
import { courseErrors } from './errors/course-errors.ts';
import type { ErrorEntry } from './errors/entries.ts';
import { kept } from './kept.ts';
import { recordingOf } from './recording-of.ts';

interface Tables {
  tables: CommandTable[];
  errors: ErrorEntry[];
}

/** The tables of commands and the errors: what `/reference/…` shows. */
export const tablesOfCourse: () => Tables = kept(() => {
  const runs = exampleNames(courseRoot).map((name) => {
    const example = exampleNamed(name);
    return { example, events: recordingOf(example)?.events ?? [] };
  });
  const course = { lessons: allLessons(), runs };
  return { tables: commandTables(course), errors: courseErrors(course) };
});

/** All rows and errors of the tables, for a search: title, text, address. */
export function referenceEntries(): ReferenceEntry[] {
  const { tables, errors } = tablesOfCourse();
  return entriesOf(tables, errors);
}
