import {
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { UserError } from '../../course/user-error.ts';

/** @throws {UserError} unless the folder is empty or can be made. */
export function mustBeFree(folder: string): void {
  const found = statSync(folder, { throwIfNoEntry: false });
  mustBeAFolder(folder);
  if (!found) return;
  if (readdirSync(folder).length > 0) {
    throw new UserError(
      `${folder} is not empty. Name a folder that is new, or empty that one.`,
    );
  }
}

/** @throws {UserError} for a file at that path, or above it. */
function mustBeAFolder(folder: string): void {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (!found) return mustBeAFolder(path.dirname(folder));
  if (found.isDirectory()) return;
  throw new UserError(`${folder} is a file. Name a folder that is new.`);
}

/**
 * Writes a project into a folder, whole or not at all: its files are written
 * aside and then moved there.
 */
export function writeProject(folder: string, files: Record<string, string>) {
  mustBeFree(folder);
  const isThere = existsSync(folder);
  const aside = isThere
    ? path.join(folder, `.eject-${process.pid}`)
    : `${folder}.eject-${process.pid}`;
  const made: string[] = [];
  // The outermost of the folders that are not there yet.
  const outermost = mkdirSync(path.dirname(aside), { recursive: true });
  if (outermost) made.push(outermost);
  made.push(aside);
  try {
    for (const [file, text] of Object.entries(files)) {
      const full = path.join(aside, file);
      mkdirSync(path.dirname(full), { recursive: true });
      writeFileSync(full, text, { flag: 'wx' });
    }
    if (!isThere) return renameSync(aside, folder);
    for (const entry of readdirSync(aside)) {
      made.push(path.join(folder, entry));
      renameSync(path.join(aside, entry), path.join(folder, entry));
    }
    rmSync(aside, { recursive: true });
  } catch (error) {
    for (const each of made) rmSync(each, { recursive: true, force: true });
    throw error;
  }
}
