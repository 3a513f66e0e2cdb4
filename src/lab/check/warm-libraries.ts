import { readFileSync } from 'node:fs';
import path from 'node:path';
import { modulesFor } from '../../course/example-modules.ts';
import type { Lesson } from '../../course/lesson.ts';
import { projectFolder } from '../../course/project.ts';
import { librariesOf } from '../versions.ts';

/** How the process of a check is told what to load in advance. */
export const WARM_LIBRARIES = 'ROUNDTRIP_WARM';

/**
 * What a lesson's check and its stub import from npm, but for Vitest: what the
 * modules of examples import that they use is among it.
 */
export function warmLibraries({ folder }: Pick<Lesson, 'folder'>): string[] {
  const files = ['check.test.ts', 'exercise.ts', 'solution.ts'].map((name) => ({
    path: `${folder}/${name}`,
    source: readFileSync(path.join(projectFolder, folder, name), 'utf8'),
  }));
  const modules = modulesFor(files, projectFolder, () => {});
  return librariesOf([...files, ...modules]).filter(
    (each) => each !== 'vitest' && !each.startsWith('#'),
  );
}
