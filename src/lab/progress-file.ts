import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  formatProgress,
  parseProgress,
  type Progress,
} from '../course/progress.ts';
import { projectFolder } from '../course/project.ts';
import { withLock } from '../services/lock.ts';
import { writeWhole } from './write-whole.ts';

/** How far a learner is: `progress.txt` in their workbook. */
export class ProgressFile {
  #file: string;
  #lock: string;

  constructor(folder = path.join(projectFolder, 'workbook')) {
    this.#file = path.join(folder, 'progress.txt');
    this.#lock = path.join(folder, '.progress.lock');
  }

  /** @throws {UserError} when it is of a newer Roundtrip. */
  read(): Progress {
    return parseProgress(
      existsSync(this.#file) ? readFileSync(this.#file, 'utf8') : '',
    );
  }

  /**
   * Changes it, whoever else does so at the same time; resolves to what it is
   * then.
   * @throws {UserError} when it cannot be read or written: then it is as it
   * was.
   */
  async change(change: (progress: Progress) => Progress): Promise<Progress> {
    return withLock(this.#lock, async () => {
      const before = this.read();
      const after = change(before);
      const text = formatProgress(after);
      if (after !== before && text !== formatProgress(before))
        writeWhole(this.#file, text);
      return after;
    });
  }
}
