import { mkdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { exampleNames } from '../course/example.ts';
import { loadLesson, lessonNames } from '../course/lesson.ts';
import { didYouMean } from '../course/nearest.ts';
import { projectFolder } from '../course/project.ts';
import { trackNames, type Track } from '../course/tracks.ts';
import { formatted } from './formatted.ts';
import { filesOf } from './new/files.ts';
import { readArguments } from './read-arguments.ts';
import { record } from './record.ts';

/** `npm run new -- <track> "Title"`: a lesson that is green at once. */
export async function newLesson(args: string[]): Promise<number> {
  const { positionals } = readArguments('new', {
    args,
    allowPositionals: true,
  });
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
  const name = `${track}/${slug}`;
  if ([...lessonNames(), ...exampleNames()].includes(name)) {
    console.error(
      `There is a lesson or an example ${name} already. Give this one another title.`,
    );
    return 1;
  }
  const order = nextOrder(track);
  if (order > 99) {
    console.error(
      `The last lesson of ${track} has the number 99, and a lesson's folder has two digits. Number the track's folders anew, then try again.`,
    );
    return 1;
  }
  const digits = String(order).padStart(2, '0');
  const files = filesOf(track as Track, slug, title, digits);
  let made = false;
  try {
    await write(files);
    made = (await record([name])) === 0;
  } finally {
    if (!made) {
      remove([...Object.keys(files), `examples/${name}.run.jsonl`]);
      console.error(
        `The lesson ${name} was not made; what was written of it is removed again.`,
      );
    }
  }
  if (made) console.log(whatNext(track, slug, Object.keys(files)));
  return made ? 0 : 1;
}

async function write(files: Record<string, string>): Promise<void> {
  for (const [file, text] of Object.entries(files)) {
    const full = path.join(projectFolder, file);
    mkdirSync(path.dirname(full), { recursive: true });
    const asHere = file.endsWith('.ts') ? await formatted(full, text) : text;
    writeFileSync(full, asHere, { flag: 'wx' });
  }
}

/** Removes files that `new` wrote, and the folders that are empty then. */
function remove(files: string[]): void {
  for (const file of files) {
    rmSync(path.join(projectFolder, file), { force: true });
    let folder = path.dirname(file);
    while (folder !== '.' && isEmptied(folder)) folder = path.dirname(folder);
  }
}

/** Removes a folder if nothing is in it; says whether it did. */
function isEmptied(folder: string): boolean {
  try {
    rmdirSync(path.join(projectFolder, folder));
    return true;
  } catch {
    return false; // something else is in it
  }
}

function slugOf(title: string): string {
  return title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** The number after the last of the track. */
function nextOrder(track: string): number {
  const orders = lessonNames()
    .filter((name) => name.startsWith(`${track}/`))
    .map((name) => loadLesson(name).order);
  return Math.max(0, ...orders) + 1;
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
