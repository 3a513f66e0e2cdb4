import { pathInTrack, type ExampleFile } from '../course/example-file.ts';
import type { Example } from '../course/example.ts';
import { exampleNamed } from './example-named.ts';

/** Files of an example that have tabs in its bench; more are on its page. */
const MOST_TABS = 8;
/** Names that are read at a glance. */
const FEW = 3;

/**
 * The modules of an example that its bench shows beside its programs, and the
 * others that it runs with: those that it borrows, and its own where they are
 * many.
 */
export function modulesToShow({ programs, files, borrowed }: Example) {
  const own = files.filter(
    (file) => !programs.some((program) => program.path === file.path),
  );
  return files.length > MOST_TABS
    ? { shown: [], others: [...own, ...borrowed] }
    : { shown: own, others: borrowed };
}

/** The modules of an example that have pages of their own: no tab is theirs. */
export function modulesWithPages(example: Example): ExampleFile[] {
  const { others } = modulesToShow(example);
  return others.filter((module) => example.files.includes(module));
}

/** The others by the example that has them, as `19 modules of client/`. */
export function othersByExample(
  others: readonly ExampleFile[],
): [example: string, words: string][] {
  const byFolder = Map.groupBy(others, ({ path }) =>
    path.split('/').slice(1, -1).join('/'),
  );
  return [...byFolder].map(([folder, files]) => [
    folder,
    files.length > FEW
      ? `${files.length} modules of ${folder.split('/').at(-1)}/`
      : files.map(pathInTrack).join(', '),
  ]);
}

/** The examples that have these modules, by name and title. */
export function ownersOf(
  modules: readonly ExampleFile[],
): { name: string; title: string }[] {
  const names = modules.map(({ path }) =>
    path.split('/').slice(1, -1).join('/'),
  );
  return [...new Set(names)].map(exampleNamed);
}
