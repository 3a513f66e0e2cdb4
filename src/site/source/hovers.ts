import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { Example } from '../../course/example.ts';
import { courseRoot } from '../course-root.ts';

/**
 * The types of the names in a file, by line number: where each name begins
 * (column from 0), how long it is, and what to say about it.
 */
export type Hovers = Record<
  string,
  [column: number, length: number, text: string][]
>;

/** Raise it when the making of hovers changes: it is part of the cache's key. */
const EDITION = '3';

/** HOVERS_CACHE names another one. */
const cacheFolder = process.env.HOVERS_CACHE ?? path.join('.cache', 'hovers');

function cacheKey(example: Example): string {
  const hash = createHash('sha256').update(EDITION).update(example.sourceHash);
  if (existsSync('package-lock.json'))
    hash.update(readFileSync('package-lock.json'));
  return hash.digest('hex').slice(0, 24);
}

/**
 * The hovers of each file of an example, by its path. TypeScript takes a
 * second to start and is only asked when the answer is not in the cache.
 */
export async function hoversOf(
  example: Example,
): Promise<Record<string, Hovers>> {
  const cached = path.join(cacheFolder, `${cacheKey(example)}.json`);
  if (existsSync(cached)) return JSON.parse(readFileSync(cached, 'utf8'));
  const { typesIn } = await import('./types-in.ts');
  const hovers = Object.fromEntries(
    example.files.map(({ path: file }) => [
      file,
      typesIn(path.join(courseRoot, file)),
    ]),
  );
  mkdirSync(cacheFolder, { recursive: true });
  // Renamed when whole: another build may be reading.
  const aside = `${cached}.${process.pid}`;
  writeFileSync(aside, JSON.stringify(hovers));
  renameSync(aside, cached);
  return hovers;
}
