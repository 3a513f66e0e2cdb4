import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { ServicesError, codeOf, messageOf } from './services-error.ts';

/**
 * Makes a folder and its parents. Throws a ServicesError that says what to do
 * when the disk is full or the place is not writable.
 */
export function makeFolder(path: string): void {
  onDisk(path, () => mkdirSync(path, { recursive: true }));
}

/**
 * Writes a file whole or not at all: aside first, then renamed over.
 * Throws as {@link makeFolder} does.
 */
export function writeWhole(path: string, text: string, mode = 0o644): void {
  const aside = `${path}.${process.pid}.tmp`;
  onDisk(path, () => {
    try {
      writeFileSync(aside, text, { mode });
      renameSync(aside, path);
    } catch (error) {
      rmSync(aside, { force: true });
      throw error;
    }
  });
}

/** Runs `write` and puts what goes wrong on the disk into one sentence. */
export function onDisk<T>(path: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    throw diskError(path, error);
  }
}

/** The sentence for a file system error met while writing `path`. */
export function diskError(path: string, error: unknown): ServicesError {
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new ServicesError(
      `No space is left on the disk for ${path}. Free some, then try again.`,
    );
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new ServicesError(
      `No permission to write ${path}. Make the folder writable for you, then try again.`,
    );
  }
  return new ServicesError(`Could not write ${path}: ${messageOf(error)}.`);
}
