import {
  chmodSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { UserError } from '../course/user-error.ts';

const WHY: Record<string, string> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'your quota of the disk is used up',
  EROFS: 'the disk can only be read',
  EACCES: 'the folder may not be written to',
  EPERM: 'the folder may not be written to',
  ENOTDIR: 'a file stands where its folder should be',
  EISDIR: 'a folder stands in its place',
};

let files = 0;

/**
 * Writes a file whole or not at all: whoever reads it meanwhile, and whoever
 * comes after a crash, finds what was there before or what is new.
 * @throws {UserError} when it cannot be written; then the file is as it was.
 */
export function writeWhole(file: string, text: string): void {
  const folder = path.dirname(file);
  // Beside it: only within one disk is a rename one step.
  const aside = path.join(
    folder,
    `.${path.basename(file)}.${process.pid}-${++files}`,
  );
  try {
    mkdirSync(folder, { recursive: true });
    const descriptor = openSync(aside, 'wx', 0o666);
    try {
      const bytes = Buffer.from(text);
      for (let at = 0; at < bytes.length;)
        at += writeSync(descriptor, bytes, at);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    const before = statSync(file, { throwIfNoEntry: false });
    if (before) chmodSync(aside, before.mode);
    renameSync(aside, file);
  } catch (error) {
    rmSync(aside, { force: true });
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw new UserError(
      `${file} could not be written: ${WHY[code] ?? message}. It is as it was before; make room or access, then try again.`,
    );
  }
}
