import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { loadLesson } from '../../../src/course/lesson.ts';
import { projectFolder } from '../../../src/course/project.ts';
import type { Grade, GradeVerdict } from '../../../src/cli/grade/grades.ts';

/** What stands at a path: a text, or something that is no file. */
export type Entry =
  string | { link: string } | { pipe: true } | { folder: true };

/** An empty folder, without links in its path; gone after the test. */
export function emptyFolder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'roundtrip-grade-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return realpathSync(made);
}

/** A folder with these entries, by their paths in it. */
export function folderWith(entries: Record<string, Entry>): string {
  const root = emptyFolder();
  fill(root, entries);
  return root;
}

/** Puts entries in a folder. */
export function fill(root: string, entries: Record<string, Entry>) {
  for (const [name, entry] of Object.entries(entries))
    put(path.join(root, name), entry);
}

/** Puts an entry in a path, with the folders before it. */
export function put(full: string, entry: Entry) {
  mkdirSync(path.dirname(full), { recursive: true });
  if (typeof entry === 'string') writeFileSync(full, entry);
  else if ('link' in entry) symlinkSync(entry.link, full);
  else if ('pipe' in entry) execFileSync('mkfifo', [full]);
  else mkdirSync(full, { recursive: true });
}

/** A file of a lesson: `solution.ts`, `wrong/returns-true.ts`. */
export function fileOf(lesson: string, file: string): string {
  const { folder } = loadLesson(lesson);
  return readFileSync(path.join(projectFolder, folder, file), 'utf8');
}

/** A grade as the report has it, by default one that passed its only test. */
export function gradeOf(
  lesson: string,
  verdict: GradeVerdict = 'passed',
  more: Partial<Grade> = {},
): Grade {
  const passed = verdict === 'passed';
  const test = { name: 'tells the number', task: '', passed };
  const failure = { message: 'Redis answers with 2' };
  return {
    ...{ lesson, verdict, notes: [] },
    tests: [passed ? test : { ...test, failure }],
    ...more,
  };
}
