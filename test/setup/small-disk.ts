import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** Only root may mount a disk, and on Linux. */
export const mayMount =
  process.platform === 'linux' && process.getuid?.() === 0;

/** Mounts a small disk on a folder; it is taken away after the test. */
export function mountSmallDisk(folder: string, size = '64k'): string {
  mkdirSync(folder, { recursive: true });
  const options = ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder];
  execFileSync('mount', options);
  onTestFinished(() => void execFileSync('umount', ['--lazy', folder]));
  return folder;
}

/** Writes to a disk until no byte has room. */
export function fillDisk(folder: string): void {
  const file = openSync(path.join(folder, '.ballast'), 'w');
  try {
    for (;;) writeSync(file, Buffer.alloc(4096));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    closeSync(file);
  }
}

/** From now on the disk can only be read. */
export function makeReadOnly(folder: string): void {
  execFileSync('mount', ['-o', 'remount,ro', folder]);
}
