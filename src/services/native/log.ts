import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { onDisk } from '../disk.ts';

const FULL = 5_000_000;

/** Opens a log to append to; begins it anew where it has grown too large. */
export function openLog(path: string): number {
  return onDisk(path, () =>
    openSync(path, logSize(path) > FULL ? 'w' : 'a', 0o644),
  );
}

/** Bytes in the log; 0 when there is none. */
export function logSize(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** What was written to the log from byte `from` on. */
export function readLog(path: string, from: number): string {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return '';
  }
  try {
    const length = Math.max(0, fstatSync(file).size - from);
    const bytes = Buffer.alloc(length);
    return bytes.toString('utf8', 0, readSync(file, bytes, 0, length, from));
  } finally {
    closeSync(file);
  }
}

/** Its last lines, without colours and empty lines, indented for a message. */
export function lastLines(log: string, count = 8): string {
  return log
    .replaceAll(/\x1b\[[\d;]*m/g, '') // eslint-disable-line no-control-regex
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-count)
    .map((line) => `  ${line}`)
    .join('\n');
}
