import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { importsOf } from './imports.ts';
import { projectFolder } from './project.ts';
import { UserError } from './user-error.ts';

/** The oldest Node that runs TypeScript without being asked to. */
export const OLDEST_NODE = '22.18';

type Versions = Record<string, string>;

interface PackageJson {
  dependencies?: Versions;
  devDependencies?: Versions;
  peerDependencies?: Versions;
  peerDependenciesMeta?: Record<string, { optional?: boolean }>;
}

function read(root: string, file: string): PackageJson {
  const full = path.join(root, file);
  return JSON.parse(readFileSync(full, 'utf8')) as PackageJson;
}

/**
 * The npm packages that these sources import, and those that they want beside
 * them, as this project pins them.
 * @throws {UserError} when it does not pin one.
 */
export function packagesOf(
  sources: string[],
  more: string[] = [],
  root: string = projectFolder,
) {
  const pinned = read(root, 'package.json');
  const known: Versions = { ...pinned.devDependencies, ...pinned.dependencies };
  const imported = new Set([
    ...sources.flatMap(importsOf).flatMap(packageOf),
    ...more,
  ]);
  for (const name of imported) {
    if (!(name in known)) {
      throw new UserError(
        `It imports "${name}", which package.json does not name. Add it there, then try again.`,
      );
    }
    for (const peer of peersOf(root, name))
      if (peer in known) imported.add(peer);
  }
  return {
    packages: versions([...imported], known),
    /** Their types, where these come in packages of their own. */
    types: versions(
      [...imported].map((name) => `@types/${name}`).filter((t) => t in known),
      known,
    ),
    /** What checks types. */
    compiler: versions(['@types/node', 'typescript'], known),
  };
}

/** `pg/lib/x` is of the package `pg`; none for Node's own and for files. */
function packageOf(specifier: string): string[] {
  if (isBuiltin(specifier) || /^[.#]/.test(specifier)) return [];
  const parts = specifier.split('/');
  return [parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/')];
}

function peersOf(root: string, name: string): string[] {
  const { peerDependencies = {}, peerDependenciesMeta = {} } = read(
    root,
    `node_modules/${name}/package.json`,
  );
  return Object.keys(peerDependencies).filter(
    (peer) => !peerDependenciesMeta[peer]?.optional,
  );
}

function versions(names: string[], known: Versions): Versions {
  return Object.fromEntries(names.sort().map((name) => [name, known[name]!]));
}
