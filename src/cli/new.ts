import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import prettier from 'prettier';
import { loadLesson, lessonNames } from '../course/lesson.ts';
import { didYouMean } from '../course/nearest.ts';
import { projectFolder } from '../course/project.ts';
import { trackNames, type Track } from '../course/tracks.ts';
import { filesOf } from './new/files.ts';
import { record } from './record.ts';

/** `npm run new -- <track> "Title"`: a lesson that is green at once. */
export async function newLesson(args: string[]): Promise<number> {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  const [track = '', ...words] = positionals;
  const title = words.join(' ').trim();
  const known: readonly string[] = trackNames;
  if (!known.includes(track)) {
    console.error(
      `Name a track and a title: npm run new -- redis "Sorted sets". "${track}" is no track; there are ${trackNames.join(', ')}.${didYouMean(track, trackNames)}`,
    );
    return 1;
  }
  const slug = slugOf(title);
  if (slug.length < 3 || title.length > 60) {
    console.error(
      `A lesson needs a title of 3 to 60 characters with letters in it, and got "${title}": npm run new -- ${track} "Sorted sets"`,
    );
    return 1;
  }
  if (
    lessonNames().includes(`${track}/${slug}`) ||
    existsSync(path.join(projectFolder, `examples/${track}/${slug}.ts`))
  ) {
    console.error(
      `There is a lesson or an example ${track}/${slug} already. Give this one another title.`,
    );
    return 1;
  }
  const files = filesOf(track as Track, slug, title, nextOrder(track));
  for (const [file, text] of Object.entries(files)) {
    const full = path.join(projectFolder, file);
    mkdirSync(path.dirname(full), { recursive: true });
    writeFileSync(full, await formatted(full, text), { flag: 'wx' });
  }
  const code = await record([`${track}/${slug}`]);
  if (code === 0) console.log(whatNext(track, slug, Object.keys(files)));
  return code;
}

function slugOf(title: string): string {
  return title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** The number after the last of the track: two digits. */
function nextOrder(track: string): string {
  const orders = lessonNames()
    .filter((name) => name.startsWith(`${track}/`))
    .map((name) => loadLesson(name).order);
  return String(Math.max(0, ...orders) + 1).padStart(2, '0');
}

async function formatted(file: string, text: string): Promise<string> {
  if (!file.endsWith('.ts')) return text;
  const options = await prettier.resolveConfig(file);
  return prettier.format(text, { ...options, filepath: file });
}

function whatNext(track: string, slug: string, files: string[]): string {
  const [example, lesson] = files;
  return `
The lesson ${track}/${slug} is there, and green. Write next:
  1. ${example}: the program, one idea; then npm run record -- ${track}/${slug}
  2. ${lesson}: the prose, part by part; npm run dev shows it as you write
  3. ${path.dirname(lesson!)}/check.test.ts, with exercise.ts, solution.ts and wrong/
  4. npm test
CONTRIBUTING.md says what each part is for.`;
}
