import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { threadId } from 'node:worker_threads';

/** SITE_CACHE names another one: a bench wants one that is empty. */
const cache = process.env.SITE_CACHE ?? path.join('.cache', 'site');

const DAY = 24 * 60 * 60 * 1000;
/** What no build has read for so long is of an older text of the course. */
const UNUSED = 30 * DAY;

let libraries: Buffer | string | undefined;

/** The libraries' versions: what is made depends on them as well. */
function versionsOfLibraries(): Buffer | string {
  const file = 'package-lock.json';
  return (libraries ??= existsSync(file) ? readFileSync(file) : '');
}

let keyBegun: ReturnType<typeof createHash> | undefined;

/** The file that keeps what is made of these, in a folder of the cache. */
function fileFor(folder: string, of: readonly string[]): string {
  keyBegun ??= createHash('sha256').update(versionsOfLibraries());
  const hash = keyBegun.copy();
  for (const each of of) hash.update(`${each.length}:`).update(each);
  return path.join(cache, folder, `${hash.digest('hex').slice(0, 24)}.json`);
}

/** Whether that is in the cache. */
export function isCached(folder: string, of: readonly string[]): boolean {
  return existsSync(fileFor(folder, of));
}

/**
 * What `make` gives, or gave to an earlier build; it must be JSON.
 * @param folder of the cache
 * @param of all that it depends on, besides the libraries
 */
export async function fromCache<Value>(
  folder: string,
  of: readonly string[],
  make: () => Value | Promise<Value>,
): Promise<Value> {
  const file = fileFor(folder, of);
  return read<Value>(file) ?? keep(file, await make());
}

/** The same at once, of what is made at once. */
export function fromCacheSync<Value>(
  folder: string,
  of: readonly string[],
  make: () => Value,
): Value {
  const file = fileFor(folder, of);
  return read<Value>(file) ?? keep(file, make());
}

function read<Value>(file: string): Value | undefined {
  const kept = statSync(file, { throwIfNoEntry: false });
  if (!kept) return undefined;
  let value: Value;
  try {
    value = JSON.parse(readFileSync(file, 'utf8')) as Value;
  } catch (error) {
    // Cut short as the machine went down, or forgotten by another build.
    if (error instanceof SyntaxError || isGone(error)) return undefined;
    throw error;
  }
  const now = new Date();
  if (Number(now) - kept.mtimeMs > DAY) noteRead(file, now);
  return value;
}

function noteRead(file: string, now: Date): void {
  try {
    utimesSync(file, now, now);
  } catch {
    // Another user's, or forgotten this moment: it is made again, one day.
  }
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** Keeps a value, and gives it back. */
function keep<Value>(file: string, value: Value): Value {
  mkdirSync(path.dirname(file), { recursive: true });
  // Renamed when whole: another build may be reading.
  const aside = `${file}.${process.pid}.${threadId}`;
  writeFileSync(aside, JSON.stringify(value));
  renameSync(aside, file);
  return value;
}

/** What is kept, or was being written as its build was killed. */
const KEPT = /^[0-9a-f]{24}\.json(\.\d+\.\d+)?$/;

/** Removes what no build has read for a month. */
export function forgetUnused(): void {
  if (!existsSync(cache)) return;
  for (const entry of readdirSync(cache, {
    recursive: true,
    withFileTypes: true,
  })) {
    if (!entry.isFile() || !KEPT.test(entry.name)) continue;
    const file = path.join(entry.parentPath, entry.name);
    const kept = statSync(file, { throwIfNoEntry: false });
    // Another build may have removed it.
    if (kept && Date.now() - kept.mtimeMs > UNUSED)
      rmSync(file, { force: true });
  }
}
