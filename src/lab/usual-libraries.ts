import { exampleNames, filesToRun, loadExample } from '../course/example.ts';
import { librariesOf } from './versions.ts';

/** Sets of libraries that are worth a process that waits. */
const MOST = 4;

/**
 * What the examples of the course import, each set that several share once,
 * the most frequent last.
 */
export function usualLibraries(root: string): string[][] {
  const counts = new Map<string, { libraries: string[]; count: number }>();
  for (const name of exampleNames(root)) {
    const libraries = librariesIn(name, root);
    const key = libraries.join();
    const count = (counts.get(key)?.count ?? 0) + 1;
    if (libraries.length > 0) counts.set(key, { libraries, count });
  }
  return [...counts.values()]
    .sort((a, b) => a.count - b.count)
    .slice(-MOST)
    .map(({ libraries }) => libraries);
}

/** None for an example that is broken: whoever runs it is told. */
function librariesIn(name: string, root: string): string[] {
  try {
    return librariesOf(filesToRun(loadExample(name, root)));
  } catch {
    return [];
  }
}
