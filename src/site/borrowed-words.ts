import { pathInTrack, type ExampleFile } from '../course/example-file.ts';

/** Names that are read at a glance. */
const FEW = 3;

/** What a program has from another example: `client/client.ts`, or how many. */
export function borrowedWords(borrowed: readonly ExampleFile[]): string {
  const paths = borrowed.map(pathInTrack);
  if (paths.length <= FEW) return paths.join(', ');
  const folders = [...new Set(paths.map((each) => each.split('/')[0]!))];
  return `${paths.length} modules of ${folders.map((each) => `${each}/`).join(', ')}`;
}
