import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { isBuiltin, stripTypeScriptTypes } from 'node:module';
import type { Plugin } from 'vitest/config';
import { moduleNamed } from '../../course/example-modules.ts';
import { projectFolder } from '../../course/project.ts';
import type { Job } from './job.ts';
import { markLoops } from './mark-loops.ts';

/** Said to who imports what is not for answers. */
const NOT_FOR_ANSWERS =
  'An answer imports from npm, from Node and from its own folder only';

/** Also where a link leads. */
function isInside(folder: string, file: string): boolean {
  if (!file.startsWith(folder + path.sep)) return false;
  if (!existsSync(file)) return true;
  return realpathSync(file).startsWith(realpathSync(folder) + path.sep);
}

/**
 * Puts the answer of a job in the place of `./exercise.ts` for the lesson's
 * check, and sees to what it imports: packages and modules of examples are
 * those of this project, wherever the answer lies.
 */
export function answerInPlace(job: () => Job | undefined): Plugin {
  return {
    name: 'roundtrip:answer-in-place',
    enforce: 'pre',
    async resolveId(specifier, importer) {
      const { answer, lesson } = job() ?? {};
      if (!answer) return undefined;
      // By its path, or by Vite's from the project: it may be on no disk.
      const full = path.join(projectFolder, specifier);
      if (specifier === answer || full === answer) return answer;
      if (!importer) return undefined;
      const folder = path.join(projectFolder, lesson!);
      const check = path.join(folder, 'check.test.ts');
      if (specifier === './exercise.ts' && importer === check) return answer;
      // The answer may lie in the lesson's folder itself.
      if (importer === check) return undefined;
      const own = path.dirname(answer);
      if (!importer.startsWith(own + path.sep)) return undefined;
      if (isBuiltin(specifier)) return undefined;
      if (/^\.{0,2}\//.test(specifier)) {
        const file = path.resolve(path.dirname(importer), specifier);
        if (isInside(own, file)) return undefined;
        throw new Error(`${NOT_FOR_ANSWERS}; yours imports "${specifier}".`);
      }
      const module = moduleNamed(specifier, projectFolder);
      if (module) return path.join(projectFolder, module.path);
      if (specifier.startsWith('#examples/'))
        throw new Error(
          `Your answer imports "${specifier}", and the examples of the course have no such module.`,
        );
      if (specifier.startsWith('#'))
        throw new Error(`${NOT_FOR_ANSWERS}; yours imports "${specifier}".`);
      const here = path.join(folder, 'exercise.ts');
      const found = await this.resolve(specifier, here, { skipSelf: true });
      if (found) return found;
      throw new Error(
        `The course has no package "${specifier}". ${NOT_FOR_ANSWERS}.`,
      );
    },
    load(id) {
      const { answer, source } = job() ?? {};
      if (id !== answer || source === undefined) return undefined;
      return markLoops(stripTypeScriptTypes(source), (text) =>
        this.parse(text),
      );
    },
  };
}
