import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { modulesFor } from '../../course/example-modules.ts';
import type { Lesson } from '../../course/lesson.ts';
import { projectFolder } from '../../course/project.ts';
import type { Neighbour } from './neighbours.ts';

/**
 * A hash of what the grades of a lesson follow from beside the answer: its
 * check, its stub, the modules of examples that these import, and all that
 * checks.
 */
export function fingerprintOfCheck(
  lesson: Pick<Lesson, 'folder'>,
  version: string,
  root: string = projectFolder,
): string {
  const own = programs(path.join(root, lesson.folder));
  return hashed([
    version,
    ...own,
    ...modules(own, root),
    ...programs(path.join(root, 'src/lab/check')),
  ]);
}

/** A hash of what one grade follows from. */
export function fingerprintOf(
  check: string,
  answer: { source: string; neighbours: readonly Neighbour[] },
  root: string = projectFolder,
): string {
  const { source, neighbours } = answer;
  const beside = neighbours.flatMap((each) => [each.path, each.source]);
  const borrowed = modules([source, ...beside], root);
  return hashed([check, source, ...beside, ...borrowed]);
}

/** Paths and texts; those of `wrong/` tell the tests of the course only. */
function programs(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/^wrong\b/.test(file))
    .sort()
    .flatMap((file) => [file, readFileSync(path.join(folder, file), 'utf8')]);
}

/** Paths and texts of the modules of examples that these texts import. */
function modules(texts: readonly string[], root: string): string[] {
  const sources = texts.map((source) => ({ path: '', source }));
  // What is not there is the check's to tell.
  return modulesFor(sources, root, () => {}).flatMap((each) => [
    each.path,
    each.source,
  ]);
}

function hashed(texts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex');
}
