import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { UserError } from '../course/user-error.ts';
import { identify } from '../services/process-identity.ts';

const WHY: Record<string, string> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'your quota of the disk is used up',
  EROFS: 'the disk can only be read',
  EACCES: 'the folder may not be written to',
  EPERM: 'the folder may not be written to',
  ENOTDIR: 'a file stands where its folder should be',
  EISDIR: 'a folder stands in its place',
};

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
    `.${path.basename(file)}.${process.pid}.${randomBytes(4).toString('hex')}`,
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

/** As they are called beside a file until it is whole; so are lock files. */
const ASIDE = /^\..+\.(\d+)\.[0-9a-f]{8}$/;

/**
 * Removes what processes have left in a folder that were killed while they
 * wrote. What cannot be removed stays.
 */
export function sweepUnfinished(folder: string): void {
  const names = existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
    : [];
  for (const name of names) {
    const owner = Number(ASIDE.exec(path.basename(name))?.[1]);
    if (!owner || (owner !== process.pid && identify(owner))) continue;
    try {
      rmSync(path.join(folder, name), { force: true });
    } catch {
      // A disk that can only be read, say.
    }
  }
}
