import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Folders that hold servers and are often missing from a user's PATH. */
const MORE_FOLDERS = [
  '/usr/sbin',
  '/usr/local/sbin',
  '/usr/local/bin',
  '/opt/homebrew/bin',
  '/opt/homebrew/sbin',
];

/** Path of a program, from PATH or where servers are; undefined if missing. */
export function findProgram(
  name: string,
  folders = [
    ...(process.env.PATH ?? '').split(delimiter).filter(Boolean),
    ...MORE_FOLDERS,
  ],
): string | undefined {
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
