import { exampleNames, loadExample } from '../course/example.ts';
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
import { courseErrors } from './errors/course-errors.ts';
import type { ErrorEntry } from './errors/entries.ts';
import { recordingOf } from './recording-of.ts';

interface Tables {
  tables: CommandTable[];
  errors: ErrorEntry[];
}

let known: Tables | undefined;

/** The tables of commands and the errors: what `/reference/…` shows. */
export function tablesOfCourse(): Tables {
  if (known) return known;
  const runs = exampleNames(courseRoot).map((name) => {
    const example = loadExample(name, courseRoot);
    return { example, events: recordingOf(example)?.events ?? [] };
  });
  const course = { lessons: allLessons(), runs };
  const found = { tables: commandTables(course), errors: courseErrors(course) };
  // The dev server must see what was changed.
  if (import.meta.env.PROD) known = found;
  return found;
}

/** All rows and errors of the tables, for a search: title, text, address. */
export function referenceEntries(): ReferenceEntry[] {
  const { tables, errors } = tablesOfCourse();
  return entriesOf(tables, errors);
}
