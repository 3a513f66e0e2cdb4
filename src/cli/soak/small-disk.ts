import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';

/** A folder whose disk can be filled, or be made one that can only be read. */
export interface SmallDisk {
  folder: string;
  /** What can be done to it: without a disk of its own it cannot be filled. */
  can: { fill: boolean; lock: boolean };
  /** Leaves no byte; whether that could be done. */
  fill(): boolean;
  /** Whether that could be: not while a file is being written. */
  lock(): boolean;
  /** Takes either back. */
  free(): void;
}

const BALLAST = '.ballast';

/** Makes the folder, and mounts a disk of this size there where it may. */
export function smallDisk(folder: string, size: string): SmallDisk {
  mkdirSync(folder, { recursive: true });
  const mounted = mount(['-t', 'tmpfs', '-o', `size=${size}`, 'soak', folder]);
  const isRoot = process.getuid?.() === 0;
  const ballast = path.join(folder, BALLAST);
  let locked = false;
  return {
    folder,
    // Modes keep nobody out who is root.
    can: { fill: mounted, lock: mounted || !isRoot },
    fill() {
      fill(ballast);
      return true;
    },
    lock() {
      if (mounted) locked = mount(['-o', 'remount,ro', folder]);
      else {
        chmodSync(folder, 0o555);
        locked = true;
      }
      return locked;
    },
    free() {
      if (locked && mounted) mount(['-o', 'remount,rw', folder]);
      else if (locked) chmodSync(folder, 0o755);
      locked = false;
      rmSync(ballast, { force: true });
    },
  };
}

function mount(args: string[]): boolean {
  if (process.platform !== 'linux') return false;
  try {
    execFileSync('mount', args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function fill(ballast: string) {
  const file = openSync(ballast, 'a');
  try {
    for (let size = 64 * 1024; size >= 1; size = Math.floor(size / 2))
      for (;;) if (writeSync(file, Buffer.alloc(size)) < size) break;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    closeSync(file);
  }
}

/** Takes away every disk that is mounted below a folder. */
export function unmountAll(folder: string): void {
  if (!existsSync('/proc/mounts')) return;
  const places = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '')
    .filter((place) => place.startsWith(folder + path.sep));
  for (const place of places)
    execFileSync('umount', ['--lazy', place], { stdio: 'ignore' });
}
