import path from 'node:path';
import { CourseError } from './course-error.ts';
import type { ExampleFile } from './example-file.ts';

/** A file that runs, in a pane of its own. */
export interface Program extends ExampleFile {
  pane: string;
}

/** The program of an example that is a single file. */
export function onlyProgram(file: ExampleFile): Program {
  if (file.header.pane || file.header.after || file.header.background) {
    throw new CourseError(
      file.path,
      'it stands alone and has @pane, @after or @background.',
      'These are for a folder of several programs: leave them out.',
    );
  }
  return { ...file, pane: path.basename(file.path, '.ts') };
}

/** The programs of an example that is a folder. */
export function programsOf(base: string, files: ExampleFile[]): Program[] {
  const programs = files.flatMap((file) =>
    file.header.pane ? [{ ...file, pane: file.header.pane }] : [],
  );
  if (programs.length === 0) {
    throw new CourseError(
      base,
      'none of its files has @pane, so nothing would run.',
      'Give each program a @pane with its name.',
    );
  }
  const panes = programs.map(({ pane }) => pane);
  for (const { path, pane, header } of programs) {
    if (panes.indexOf(pane) !== panes.lastIndexOf(pane)) {
      throw new CourseError(
        path,
        `the pane "${pane}" is taken by another file.`,
        'Name each pane once.',
      );
    }
    if (
      header.after &&
      (!panes.includes(header.after.pane) || header.after.pane === pane)
    ) {
      throw new CourseError(
        path,
        `@after waits for the pane "${header.after.pane}".`,
        `The other panes are ${panes.filter((each) => each !== pane).join(', ')}.`,
      );
    }
  }
  return programs;
}

/** Programs in the order of their start: who waits comes later. */
export function startOrder(programs: Program[]): Program[] {
  const ordered: Program[] = [];
  const waiting = [...programs];
  while (waiting.length > 0) {
    const next = waiting.findIndex(
      ({ header }) =>
        !header.after ||
        ordered.some(({ pane }) => pane === header.after?.pane),
    );
    if (next < 0) {
      throw new CourseError(
        waiting[0]!.path,
        'its @after and those of other panes wait for each other.',
        'One program must start first.',
      );
    }
    ordered.push(...waiting.splice(next, 1));
  }
  return ordered;
}
