import path from 'node:path';
import type { Example } from '../course/example.ts';
import type { ExampleFile } from '../course/example-file.ts';
import { borrowedBy } from '../course/example-modules.ts';
import { parseHeader } from '../course/header.ts';
import { didYouMean } from '../course/nearest.ts';
import { onlyProgram, programsOf, startOrder } from '../course/panes.ts';
import { projectFolder } from '../course/project.ts';
import { UserError } from '../course/user-error.ts';

/** Characters that one edited file may have. */
const MOST = 64 * 1024;

/**
 * The example with some of its sources replaced, as the learner wrote them.
 * The services stay leased that the original uses, whatever the new header
 * says: a program without an address would go to the learner's own server.
 * What it borrows runs as the course has it; an edit may borrow more of that.
 * @param sources file name → source, e.g. `{ 'helper.ts': '…' }`
 * @throws {UserError} for a file that the example does not have, or a huge one
 * @throws {CourseError} for a header that breaks a rule
 */
export function editExample(
  example: Example,
  sources: unknown,
  root: string = projectFolder,
): Example {
  const edits = readEdits(example, sources);
  const files = example.files.map((file) => edit(file, edits.get(file)));
  const base = `examples/${example.name}`;
  const programs =
    files[0]!.path === `${base}.ts`
      ? [onlyProgram(files[0]!)]
      : startOrder(programsOf(base, files));
  const uses = files.flatMap(({ header }) => header.uses);
  return {
    ...example,
    files,
    // An import that leads nowhere is for Node to say, as anywhere.
    borrowed: borrowedBy(files, root, () => {}),
    programs,
    uses: [...new Set([...example.uses, ...uses])],
  };
}

/** The example's own files → their new sources. */
function readEdits(
  example: Example,
  sources: unknown,
): Map<ExampleFile, string> {
  if (typeof sources !== 'object' || sources === null)
    throw new UserError('"files" must hold sources by the name of their file.');
  const known = new Map(
    example.files.map((file) => [path.posix.basename(file.path), file]),
  );
  return new Map(
    Object.entries(sources).map(([name, source]: [string, unknown]) => {
      // Looked up among what exists, never used as a path.
      const file = known.get(name);
      if (!file) {
        const names = [...known.keys()];
        throw new UserError(
          `The example ${example.name} has no file "${name.slice(0, 100)}".${didYouMean(name.slice(0, 100), names)} Its files are ${names.join(', ')}.`,
        );
      }
      if (typeof source !== 'string')
        throw new UserError(`The source of "${name}" must be a text.`);
      if (source.length > MOST) {
        throw new UserError(
          `Your "${name}" has ${source.length} characters, and a file may have ${MOST}. Make it shorter.`,
        );
      }
      return [file, source];
    }),
  );
}

function edit(file: ExampleFile, source: string | undefined): ExampleFile {
  if (source === undefined) return file;
  // Regions are for the pages: a broken one does not keep it from running.
  return { ...file, source, header: parseHeader(file.path, source) };
}
