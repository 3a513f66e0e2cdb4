import { existsSync } from 'node:fs';
import path from 'node:path';
import { CourseError } from './course-error.ts';
import { readExampleFile, type ExampleFile } from './example-file.ts';
import { importsOf } from './imports.ts';
import { trackNames } from './tracks.ts';

/** A source and where it lies. */
type Source = Pick<ExampleFile, 'path' | 'source'>;

/** What is done about an import that leads nowhere; the default throws it. */
type Refuse = (problem: CourseError) => void;

/** How a lesson's files and an answer name a module of an example. */
export const EXAMPLES_IMPORT = { '#examples/*': './examples/*' };

const raise: Refuse = (problem) => {
  throw problem;
};

/**
 * The modules of other folders of the track that an example's files import,
 * and those that these import in turn, sorted by path.
 * @param refuse is told each import that no file of an example may have, and
 * that import is then passed over
 * @throws {CourseError} for the first of them, where nobody is told.
 */
export function borrowedBy(
  files: readonly ExampleFile[],
  root: string,
  refuse = raise,
): ExampleFile[] {
  const own = files.map((file) => file.path);
  return sorted(follow(files, root, refuse, own));
}

/**
 * The modules of examples that sources import as `#examples/…`, and those
 * that these import in turn, sorted by path.
 * @param refuse as for `borrowedBy`
 * @throws {CourseError} as `borrowedBy` does.
 */
export function modulesFor(
  sources: readonly Source[],
  root: string,
  refuse = raise,
): ExampleFile[] {
  const found: ExampleFile[] = [];
  for (const { path: file, source } of sources)
    for (const specifier of importsOf(source)) {
      if (!specifier.startsWith('#examples/')) continue;
      const module = moduleNamed(specifier, root);
      if (module) found.push(module);
      else refuse(unknown(file, specifier));
    }
  return sorted([...found, ...follow(found, root, refuse)]);
}

/** The module that `#examples/…` names, if there is one; no program is. */
export function moduleNamed(
  specifier: string,
  root: string,
): ExampleFile | undefined {
  // Looked up only where it can be nothing but a file of an example's folder.
  const [, track = ''] =
    /^#examples\/([\w-]+)\/[\w-]+\/[\w.-]+\.ts$/.exec(specifier) ?? [];
  const file = specifier.slice(1);
  const known: readonly string[] = trackNames;
  if (!known.includes(track) || !existsSync(path.join(root, file)))
    return undefined;
  const module = readExampleFile(root, file);
  return module.header.pane ? undefined : module;
}

/** What files import, and so on, but for what is known already. */
function follow(
  files: readonly ExampleFile[],
  root: string,
  refuse: Refuse,
  known: readonly string[] = [],
): ExampleFile[] {
  const found = new Map<string, ExampleFile>();
  const add = (file: ExampleFile) => {
    for (const specifier of importsOf(file.source)) {
      if (!/^[.#]/.test(specifier)) continue;
      const target = targetOf(file.path, specifier);
      if (!target) refuse(notAllowed(file.path, specifier));
      else if (known.includes(target) || found.has(target)) continue;
      else if (!existsSync(path.join(root, target)))
        refuse(missing(file.path, specifier, target));
      else {
        const module = readExampleFile(root, target);
        if (module.header.pane) {
          refuse(isProgram(file.path, specifier, module.header.pane));
          continue;
        }
        found.set(target, module);
        add(module);
      }
    }
  };
  files.forEach(add);
  return [...found.values()];
}

/** Whether a file is one of an example's folder, and no example by itself. */
function isInFolder(file: string): boolean {
  return file.split('/').length > 3;
}

/** Where an import leads, from the project's folder, if it may be. */
function targetOf(file: string, specifier: string): string | undefined {
  const allowed = isInFolder(file)
    ? /^\.(\.\/[\w-]+)?\/[\w.-]+\.ts$/
    : /^\.\/[\w-]+\/[\w.-]+\.ts$/;
  if (!allowed.test(specifier)) return undefined;
  return path.posix.join(path.posix.dirname(file), specifier);
}

function sorted(files: readonly ExampleFile[]): ExampleFile[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return [...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function notAllowed(file: string, specifier: string): CourseError {
  const places = isInFolder(file)
    ? 'from npm, from its own folder ("./name.ts") and modules of another folder of its track ("../folder/name.ts")'
    : 'from npm and modules of a folder of its track ("./folder/name.ts")';
  return new CourseError(
    file,
    `it imports "${specifier}".`,
    `An example imports ${places}, and nothing else, so that it can be copied.`,
  );
}

function missing(file: string, specifier: string, target: string): CourseError {
  return new CourseError(
    file,
    `it imports "${specifier}", and there is no ${target}.`,
    'Write that module, or import one that is there.',
  );
}

function isProgram(file: string, specifier: string, pane: string): CourseError {
  return new CourseError(
    file,
    `it imports "${specifier}", which is the program of the pane "${pane}" of another example.`,
    'An import would run it: move what is shared to a module, which has no @pane.',
  );
}

function unknown(file: string, specifier: string): CourseError {
  return new CourseError(
    file,
    `it imports "${specifier}", and there is no such module.`,
    'Name a module of an example\'s folder, which has no @pane: "#examples/<track>/<example>/<file>.ts".',
  );
}
