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
const EDITION = '5';

const keyOf = (examples: readonly Example[]) => [
  EDITION,
  ...examples.map(({ name, sourceHash }) => `${name} ${sourceHash}`),
];

/** Whether TypeScript need not be asked for the hovers of these examples. */
export function hasHovers(examples: readonly Example[]): boolean {
  return isCached('hovers', keyOf(examples));
}

/**
 * The hovers of each file of some examples, by its path, as one type checker
 * tells them. TypeScript takes seconds to start and is only asked when the
 * answer is not in the cache.
 * @param root the folder of `examples/`
 */
export async function hoversOf(
  examples: readonly Example[],
  root: string,
): Promise<Record<string, Hovers>> {
  return fromCache('hovers', keyOf(examples), async () => {
    const { typesIn } = await import('./types-in.ts');
    const files = examples.flatMap((each) => each.files);
    const found = typesIn(files.map((file) => path.join(root, file.path)));
    return Object.fromEntries(
      [...found].map(([file, hovers]) => [pathFrom(root, file), hovers]),
    );
  });
}

/** A path as the course has it. */
function pathFrom(root: string, file: string): string {
  return path.relative(root, file).split(path.sep).join('/');
}
