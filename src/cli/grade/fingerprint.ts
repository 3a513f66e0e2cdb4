import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Lesson } from '../../course/lesson.ts';
import { projectFolder } from '../../course/project.ts';
import type { Neighbour } from './neighbours.ts';

/**
 * A hash of what the grades of a lesson follow from beside the answer: its
 * check, its stub, and all that checks.
 */
export function fingerprintOfCheck(
  lesson: Pick<Lesson, 'folder'>,
  version: string,
  root: string = projectFolder,
): string {
  return hashed([
    version,
    ...programs(path.join(root, lesson.folder)),
    ...programs(path.join(root, 'src/lab/check')),
  ]);
}

/** A hash of what one grade follows from. */
export function fingerprintOf(
  check: string,
  answer: { source: string; neighbours: readonly Neighbour[] },
): string {
  const { source, neighbours } = answer;
  const beside = neighbours.flatMap((each) => [each.path, each.source]);
  return hashed([check, source, ...beside]);
}

/** Paths and texts; those of `wrong/` tell the tests of the course only. */
function programs(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/^wrong\b/.test(file))
    .sort()
    .flatMap((file) => [file, readFileSync(path.join(folder, file), 'utf8')]);
}

function hashed(texts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex');
}
