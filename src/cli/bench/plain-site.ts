import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadExample } from '../../course/example.ts';
import { lessonNames, loadLesson } from '../../course/lesson.ts';
import { projectFolder } from '../../course/project.ts';
import { exampleNamed } from './synthetic-course.ts';
import { timed } from './timed-process.ts';

/**
 * Writes a site of Astro as it comes: the prose of a course's lessons, each
 * as one Markdown page, with the programs that it names as blocks of code.
 * Nothing runs in it, and no name in a program can be asked for its type.
 */
export function writePlainSite(root: string, course: string): void {
  const named = exampleNamed(course);
  for (const name of lessonNames(course)) {
    const { file } = loadLesson(name, course);
    const prose = readFileSync(path.join(course, file), 'utf8');
    const programs = [...new Set(prose.match(named))].flatMap(
      (each) => loadExample(each, course).files,
    );
    const blocks = programs.map(({ source }) => `\`\`\`ts\n${source}\`\`\`\n`);
    const page = path.join(root, 'src/pages', `${name}.md`);
    mkdirSync(path.dirname(page), { recursive: true });
    writeFileSync(page, [prose, ...blocks].join('\n'));
  }
}

/** Seconds that `astro build` of such a site takes. */
export async function buildPlainSite(
  root: string,
  signal: AbortSignal,
): Promise<number> {
  signal.throwIfAborted();
  const astro = path.join(projectFolder, 'node_modules/astro/bin/astro.mjs');
  const { ended } = await timed(process.execPath, [astro, 'build'], {
    cwd: root,
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
    signal,
  });
  return ended / 1000;
}
