import path from 'node:path';

/** npm runs us in the project's folder, and says here where it was called. */
export const callersFolder = process.env.INIT_CWD ?? process.cwd();

/** A path as the caller would write it. */
export function fromCaller(file: string): string {
  return path.relative(callersFolder, file) || '.';
}
