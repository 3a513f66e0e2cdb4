import { createHash } from 'node:crypto';
import {
  copyFileSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
} from 'node:fs';
import path from 'node:path';
import { lessonNames, loadLesson } from '../course/lesson.ts';
import { projectFolder } from '../course/project.ts';
import { UserError } from '../course/user-error.ts';
import { ChangedOnDisk } from './changed-on-disk.ts';
import { MOST_CHARACTERS } from './check/broken-before.ts';
import { writeWhole } from './write-whole.ts';

/** A learner's answer, as it is on the disk. */
export interface AnswerOnDisk {
  source: string;
  /** Tells one text from another; left out where it is the stub. */
  version?: string;
  /** Whether a reset can be undone. */
  undo: boolean;
}

/**
 * The learner's folder: `<track>/<slug>.ts` for each answer. It is theirs:
 * nothing in it is ever written over that was not read before.
 */
export class Workbook {
  readonly folder: string;

  constructor(folder = path.join(projectFolder, 'workbook')) {
    this.folder = folder;
  }

  /** The full path of an answer. */
  fileOf(lesson: string): string {
    return path.join(this.folder, `${known(lesson)}.ts`);
  }

  /**
   * The answer, or the stub where there is none.
   * @throws {UserError} for what is no file, or not the learner's.
   */
  read(lesson: string): AnswerOnDisk {
    const file = this.fileOf(lesson);
    const undo = this.#undos(lesson).length > 0;
    if (!isThere(file)) return { source: stubOf(lesson), undo };
    this.#check(file);
    const source = readFileSync(file, 'utf8');
    return { source, version: versionOf(source), undo };
  }

  /**
   * Saves an answer, whole or not at all; returns its version.
   * @param version of what the caller has seen; undefined for the stub
   * @throws {UserError} when the file is another by now, or cannot be written.
   */
  save(lesson: string, source: string, version?: string): string {
    if (source.length > MOST_CHARACTERS)
      throw new UserError(
        `Your answer has ${source.length} characters, and may have ${MOST_CHARACTERS}. It was not saved: make it shorter.`,
      );
    const found = this.read(lesson);
    if (found.version !== version && found.source !== source)
      throw new ChangedOnDisk(this.#shown(lesson));
    if (found.version === undefined || found.source !== source)
      this.#write(lesson, source);
    return versionOf(source);
  }

  /** Makes the learner's copy of the exercise; false when there is one. */
  firstCopy(lesson: string): boolean {
    const file = this.fileOf(lesson);
    if (isThere(file)) return false;
    mkdirSync(path.dirname(file), { recursive: true });
    copyFileSync(stubFile(lesson), file, constants.COPYFILE_EXCL);
    return true;
  }

  /** Puts the stub back; what was there can be had again by `undo`. */
  reset(lesson: string): AnswerOnDisk {
    const { source, version } = this.read(lesson);
    const stub = stubOf(lesson);
    if (version !== undefined && source !== stub) {
      this.#keep(lesson, source);
      this.#write(lesson, stub);
    }
    return this.read(lesson);
  }

  /**
   * Brings back what the last reset took away, and keeps what was written
   * since; so it can be undone as well.
   * @throws {UserError} when there is nothing to bring back.
   */
  undo(lesson: string): AnswerOnDisk {
    const [last] = this.#undos(lesson).slice(-1);
    if (!last)
      throw new UserError(`There is no reset of ${lesson} to be undone.`);
    const before = readFileSync(last, 'utf8');
    const { source, version } = this.read(lesson);
    const keeps =
      version !== undefined && source !== stubOf(lesson) && source !== before;
    // Whenever it is broken off, both of them are there.
    const kept = keeps ? this.#keep(lesson, source) : undefined;
    try {
      this.#write(lesson, before);
    } catch (error) {
      if (kept) rmSync(kept);
      throw error;
    }
    if (kept) renameSync(kept, last);
    else rmSync(last);
    return this.read(lesson);
  }

  /** Where a link leads, if it is one: the link stays. */
  #write(lesson: string, source: string) {
    const file = this.fileOf(lesson);
    writeWhole(isThere(file) ? realpathSync(file) : file, source);
  }

  #keep(lesson: string, source: string): string {
    const file = this.#undoFile(lesson, this.#undos(lesson).length + 1);
    writeWhole(file, source);
    return file;
  }

  /** What resets have taken away, the oldest first. */
  #undos(lesson: string): string[] {
    const files: string[] = [];
    for (let number = 1; ; number++) {
      const file = this.#undoFile(lesson, number);
      if (!existsSync(file)) return files;
      files.push(file);
    }
  }

  #undoFile(lesson: string, number: number): string {
    return path.join(this.folder, '.undo', `${known(lesson)}.${number}.ts`);
  }

  /** A link could lead anywhere, and a pipe would be waited for. */
  #check(file: string) {
    const is = lstatSync(file);
    if (is.isFile()) return;
    const inside = realpathSync(this.folder) + path.sep;
    if (is.isSymbolicLink() && existsSync(file)) {
      const target = realpathSync(file);
      if (target.startsWith(inside) && lstatSync(target).isFile()) return;
    }
    throw new UserError(
      `${file} is no file of the workbook. Move it away: an answer is a file there.`,
    );
  }

  #shown(lesson: string): string {
    return path.relative(projectFolder, this.fileOf(lesson));
  }
}

/** Looked up among what exists, never used as a path. */
function known(lesson: string): string {
  const found = lessonNames().find((each) => each === lesson);
  if (found) return found;
  throw new UserError(
    `The course has no lesson "${lesson.slice(0, 100)}". There are: ${lessonNames().join(', ')}.`,
  );
}

function stubFile(lesson: string): string {
  const { folder } = loadLesson(known(lesson));
  return path.join(projectFolder, folder, 'exercise.ts');
}

function stubOf(lesson: string): string {
  return readFileSync(stubFile(lesson), 'utf8');
}

function versionOf(source: string): string {
  return createHash('sha256').update(source).digest('hex').slice(0, 16);
}

/** Also a link that leads nowhere is there. */
function isThere(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}
