import { filesToRun, type Example } from '../../course/example.ts';
import { SERVICES } from '../../course/service-name.ts';
import type { Course } from '../commands/course.ts';
import { errorEntries, type ErrorEntry } from './entries.ts';
import { errorsIn, type SaidError, type Speaker } from './said.ts';

/** Servers in the order of the course, then the libraries. */
export const speakers: Speaker[] = [...SERVICES, 'client'];

/** Every error that was said in a recording of a course. */
export function courseErrors({ lessons, runs }: Course): ErrorEntry[] {
  const said = runs.flatMap(({ example, events }) =>
    errorsIn(events, errorClasses(example)).map((error) => ({
      ...error,
      example: example.name,
      asked: lineIn(example, error.source),
    })),
  );
  const place = ({ speaker }: ErrorEntry) => speakers.indexOf(speaker);
  return errorEntries(said, lessons).sort((a, b) => place(a) - place(b));
}

function lineIn(example: Example, source: SaidError['source']): string {
  const file = filesToRun(example).find(({ path }) => path === source?.file);
  return file?.source.split('\n')[source!.line - 1]?.trim() ?? '';
}

/** Names of the errors that an example's own modules throw. */
function errorClasses(example: Example): string[] {
  return filesToRun(example).flatMap(({ source }) =>
    [...source.matchAll(/class (\w+) extends (?:\w*Error|\w*Failure)\b/g)].map(
      ([, name]) => name!,
    ),
  );
}
