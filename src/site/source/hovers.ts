import path from 'node:path';
import type { Example } from '../../course/example.ts';
import { fromCache, isCached } from '../build/from-cache.ts';

/**
 * The types of the names in a file, by line number: where each name begins
 * (column from 0), how long it is, and what to say about it.
 */
export type Hovers = Record<
  string,
  [column: number, length: number, text: string][]
>;

/** Raise it when the making of hovers changes: it is part of the cache's key. */
const EDITION = '4';

const keyOf = ({ sourceHash }: Example) => [EDITION, sourceHash];

/** Whether TypeScript need not be asked for the hovers of an example. */
export function hasHovers(example: Example): boolean {
  return isCached('hovers', keyOf(example));
}

/**
 * The hovers of each file of an example, by its path. TypeScript takes a
 * second to start and is only asked when the answer is not in the cache.
 * @param root the folder of `examples/`
 */
export async function hoversOf(
  example: Example,
  root: string,
): Promise<Record<string, Hovers>> {
  return fromCache('hovers', keyOf(example), async () => {
    const { expectFiles, typesIn } = await import('./types-in.ts');
    const files = example.files.map(({ path: file }) => file);
    expectFiles(files.map((file) => path.join(root, file)));
    return Object.fromEntries(
      files.map((file) => [file, typesIn(path.join(root, file))]),
    );
  });
}
