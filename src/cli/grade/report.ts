import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Lesson } from '../../course/lesson.ts';
import { UserError } from '../../course/user-error.ts';
import { csv } from './csv.ts';
import { countsOf, type Grades, type Row } from './grades.ts';
import { junit } from './junit.ts';
import { roundtripVersion } from './version.ts';

/** The files that a grading leaves, in a folder. */
export interface Report {
  /** What is known now. */
  grades(): Grades;
  /** Has `grades.json` written anew, behind the checks. */
  changed(): void;
  /** Every answer was reached. */
  finish(): void;
  /** Writes all three files; resolves when they are there. */
  write(): Promise<void>;
}

/**
 * A report in a folder, which is made. Its files are replaced whole, so that
 * no moment has half of one.
 * @param about.rows are read each time that something is written
 * @throws {UserError} when it is no folder; an error of the system, when
 * nothing can be written there.
 */
export function openReport(
  out: string,
  about: {
    lessons: readonly Pick<Lesson, 'name' | 'frontmatter'>[];
    rows: readonly Row[];
    others: readonly Row[];
  },
): Report {
  const { rows, others } = about;
  const lessons = about.lessons.map(({ name, frontmatter: { title } }) => ({
    ...{ name, title },
  }));
  const versions = {
    roundtrip: roundtripVersion(),
    node: process.versions.node,
  };
  let finished = false;
  let stale = false;
  let writing: Promise<void> | undefined;
  const grades = (): Grades => ({
    ...{ format: 'roundtrip grades 1', ...versions },
    date: new Date().toISOString(),
    ...{ finished, counts: countsOf(rows), lessons },
    ...{ workbooks: [...rows], others: [...others] },
  });
  const json = () => `${JSON.stringify(grades(), null, 2)}\n`;
  const file = (name: string) => path.join(out, name);
  makeFolder(out);
  const first = aside(file('grades.json'));
  writeFileSync(first, json());
  renameSync(first, file('grades.json'));

  /** What changes while it is written is written after it, at once. */
  async function keepUp() {
    while (stale) {
      stale = false;
      await replace(file('grades.json'), json());
    }
    writing = undefined;
  }
  return {
    grades,
    changed() {
      stale = true;
      writing ??= keepUp();
      // What it fails by is told by `write`, which waits for it.
      writing.catch(() => {});
    },
    finish: () => void (finished = true),
    async write() {
      await writing;
      const last = grades();
      await replace(file('grades.json'), json());
      await replace(file('grades.csv'), csv(last));
      await replace(file('grades.xml'), junit(last));
    },
  };
}

function makeFolder(out: string) {
  try {
    mkdirSync(out, { recursive: true });
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code !== 'EEXIST' && code !== 'ENOTDIR') throw error;
    throw new UserError(
      `${out} cannot be a folder: there is a file of that name, or on the way. Choose another folder: --out DIR.`,
    );
  }
}

function aside(file: string): string {
  return `${file}.${process.pid}.part`;
}

async function replace(file: string, text: string): Promise<void> {
  const part = aside(file);
  try {
    await writeFile(part, text);
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
