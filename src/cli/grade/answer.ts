import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readSync,
  realpathSync,
} from 'node:fs';
import path from 'node:path';
import { MOST_CHARACTERS } from '../../lab/check/broken-before.ts';
import type { Workbook } from './workbooks.ts';

/** What a workbook has for a lesson: a text, nothing, or no file. */
export type Handed =
  | { source: string; file: string }
  | { missing: string }
  | { unreadable: string };

/** UTF-8 has at most four bytes for what JavaScript counts as one or two. */
const MOST_BYTES = 4 * MOST_CHARACTERS;

/**
 * Reads the answer to a lesson. Whatever a learner put there, this neither
 * waits nor leaves the workbook.
 */
export function readAnswer(workbook: Workbook, lesson: string): Handed {
  const file = path.join(workbook.folder, `${lesson}.ts`);
  try {
    if (!lstatSync(file, { throwIfNoEntry: false }))
      return { missing: `There is no file ${lesson}.ts.` };
    const real = realpathSync(file);
    if (!real.startsWith(workbook.within + path.sep))
      return {
        unreadable: `${lesson}.ts is a link that leads out of the workbook, and is not followed. Hand in the file itself.`,
      };
    return { ...readText(real), file: real };
  } catch (error) {
    return { unreadable: why(error as Error, lesson) };
  }
}

/**
 * The text of an ordinary file.
 * @throws {Error} with a code of the system, or `NOT_A_FILE`, `TOO_LONG`.
 */
export function readText(file: string): { source: string } {
  // A named pipe that nobody writes to would be waited for otherwise.
  const { O_RDONLY, O_NONBLOCK, O_NOFOLLOW } = constants;
  const open = openSync(file, O_RDONLY | O_NONBLOCK | O_NOFOLLOW);
  try {
    const stat = fstatSync(open);
    if (!stat.isFile()) throw coded('NOT_A_FILE');
    if (stat.size > MOST_BYTES) throw coded('TOO_LONG', String(stat.size));
    const bytes = Buffer.alloc(stat.size);
    const read = readSync(open, bytes, 0, bytes.length, 0);
    return { source: bytes.toString('utf8', 0, read) };
  } finally {
    closeSync(open);
  }
}

function coded(code: string, message = code): Error {
  return Object.assign(new Error(message), { code });
}

function why(error: Error, lesson: string): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'NOT_A_FILE':
    case 'EISDIR':
    case 'ENXIO': // a socket
      return `${lesson}.ts is no file with text: it is a folder, a pipe or the like. Put the answer there.`;
    case 'TOO_LONG':
      return `${lesson}.ts has ${message} bytes, and an answer may have ${MOST_CHARACTERS} characters. Make it shorter.`;
    case 'ENOENT':
      return `${lesson}.ts is a link to a file that does not exist. Hand in the file itself.`;
    case 'ELOOP':
      return `${lesson}.ts is a link that leads to itself. Hand in the file itself.`;
    case 'EACCES':
    case 'EPERM':
      return `${lesson}.ts may not be read: the permission is missing. Make it readable.`;
    default:
      return `${lesson}.ts could not be read: ${message}.`;
  }
}
