import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  exampleNames,
  loadExample,
  type Example,
} from '../../course/example.ts';
import { lessonNames, loadLesson, type Lesson } from '../../course/lesson.ts';
import { projectFolder } from '../../course/project.ts';
import { trackNames } from '../../course/tracks.ts';

/**
 * Writes a course of so many lessons: those of the course, as often as it
 * takes, each time with examples of their own names and with their recordings.
 * @param salt makes every source one that no cache knows
 */
export function writeCourse(root: string, lessons: number, salt: string) {
  const originals = oneOfEachTrack();
  const examples = new Map<string, { original: string; copy: number }>();
  for (let index = 0; index < lessons; index += 1) {
    const copy = Math.floor(index / originals.length);
    const lesson = loadLesson(originals[index % originals.length]!);
    writeLesson(root, lesson, copy);
    for (const name of shownIn(lesson)) {
      examples.set(named(name, copy), { original: name, copy });
      // What is borrowed keeps its name: it is there once.
      for (const other of borrowedFrom(loadExample(name)))
        examples.set(other, { original: other, copy: 0 });
    }
  }
  for (const { original, copy } of examples.values())
    writeExample(root, loadExample(original), copy, salt);
  for (const name of examples.keys()) renewRecording(root, name);
}

/** The course's lessons, a track in turn with the others. */
function oneOfEachTrack(): string[] {
  const tracks = trackNames.map((track) =>
    lessonNames().filter((name) => name.startsWith(`${track}/`)),
  );
  const longest = Math.max(...tracks.map(({ length }) => length));
  return Array.from({ length: longest }, (_, place) =>
    tracks.flatMap((names) => names[place] ?? []),
  ).flat();
}

/** Those that a lesson runs, and those of which it only shows a file. */
function shownIn({ file }: Lesson): string[] {
  const text = readFileSync(path.join(projectFolder, file), 'utf8');
  return [...new Set(text.match(EXAMPLE))];
}

function borrowedFrom({ borrowed }: Example): string[] {
  return borrowed.map(({ path: file }) =>
    file.split('/').slice(1, 3).join('/'),
  );
}

function named(name: string, copy: number): string {
  return copy === 0 ? name : `${name}-${copy}`;
}

/** Finds each name of an example of a course, or of the course, in a text. */
export function exampleNamed(root?: string): RegExp {
  return new RegExp(`\\b(${exampleNames(root).join('|')})(?![\\w-])`, 'g');
}

const EXAMPLE = exampleNamed();

/** A text that names examples, for a copy. */
function renamed(text: string, copy: number): string {
  return text.replace(EXAMPLE, (name) => named(name, copy));
}

/** Where a file of the course is in a copy of it. */
function copiedTo(root: string, file: string, copy: number): string {
  const whole = path.join(root, renamed(file, copy));
  mkdirSync(path.dirname(whole), { recursive: true });
  return whole;
}

function writeLesson(root: string, lesson: Lesson, copy: number) {
  const { folder, file, name, order } = lesson;
  const [track, slug] = name.split('/');
  const lessons = path.join(root, 'lessons', track!);
  mkdirSync(lessons, { recursive: true });
  const digits = String(order + copy * LAST_ORDER).padStart(2, '0');
  const to = path.join(lessons, `${digits}-${named(slug!, copy)}`);
  cpSync(path.join(projectFolder, folder), to, { recursive: true });
  const text = shownIn(lesson).reduce(
    (all, each) => withItsPane(all, loadExample(each), copy),
    readFileSync(path.join(projectFolder, file), 'utf8'),
  );
  writeFileSync(path.join(to, 'lesson.mdx'), withoutLinks(renamed(text, copy)));
}

/** A copy's lessons have their numbers after all those of the one before. */
const LAST_ORDER = Math.max(
  ...lessonNames().map((name) => loadLesson(name).order),
);

/** Other lessons and pages may not be there. */
function withoutLinks(text: string): string {
  return text.replace(/\[([^\]]*)\]\(\/[^)]*\)/g, '$1');
}

function writeExample(
  root: string,
  example: Example,
  copy: number,
  salt: string,
) {
  const { files, recording } = example;
  for (const { path: file, source } of files)
    writeFileSync(
      copiedTo(root, file, copy),
      `${renamed(source, copy)}// ${salt}\n`,
    );
  const text = readFileSync(path.join(projectFolder, recording), 'utf8');
  const panes = withItsPane(text, example, copy);
  writeFileSync(copiedTo(root, recording, copy), renamed(panes, copy));
}

/**
 * A text with the pane of an example renamed, where that is a program that
 * stands alone: its pane has the name of its file.
 */
function withItsPane(text: string, { programs }: Example, copy: number) {
  const [only, ...others] = programs;
  if (!only || others.length > 0 || only.header.pane) return text;
  const other = named(only.pane, copy);
  // In a recording, in a tag, and in what a tag is given.
  return text
    .replaceAll(`"pane":"${only.pane}"`, `"pane":"${other}"`)
    .replace(`"panes":["${only.pane}"]`, `"panes":["${other}"]`)
    .replaceAll(`pane="${only.pane}"`, `pane="${other}"`)
    .replaceAll(`pane: '${only.pane}'`, `pane: '${other}'`);
}

/** A recording is held against the hash of its sources. */
function renewRecording(root: string, name: string) {
  const { recording, sourceHash } = loadExample(name, root);
  const file = path.join(root, recording);
  const text = readFileSync(file, 'utf8');
  const end = text.indexOf('\n');
  const head = { ...JSON.parse(text.slice(0, end)), source: sourceHash };
  writeFileSync(file, JSON.stringify(head) + text.slice(end));
}
