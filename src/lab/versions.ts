import { existsSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import type { Versions } from '../course/event.ts';
import { filesToRun, type Example } from '../course/example.ts';
import { projectFolder } from '../course/project.ts';

/** Version of an npm package that the project has installed, if it has. */
function installed(name: string): string | undefined {
  const file = path.join(projectFolder, 'node_modules', name, 'package.json');
  if (!existsSync(file)) return undefined;
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string })
    .version;
}

/** What a program imports from npm, type-only imports aside. */
export function librariesOf(files: readonly { source: string }[]): string[] {
  const imports = /^import\s+(?!type\b)[^'";]*\sfrom\s+'([^'.][^']*)'/gm;
  const specifiers = files.flatMap(({ source }) =>
    [...source.matchAll(imports)].map((match) => match[1]!),
  );
  return [...new Set(specifiers)].filter((each) => !isBuiltin(each)).sort();
}

/**
 * What a run of an example is verified on: this Node, each package that
 * the example imports, and the servers of its lease.
 */
export function versionsOf(example: Example, servers: Versions): Versions {
  const packages = filesToRun(example).flatMap(({ source }) =>
    [...source.matchAll(/\bfrom '((?:@[\w-]+\/)?[\w-]+)[\w/.-]*'/g)].map(
      (match) => match[1]!,
    ),
  );
  const clients = [...new Set(packages)]
    .sort()
    .map((name) => [name, installed(name)] as const)
    .filter(([, version]) => version !== undefined);
  return {
    ...servers,
    ...Object.fromEntries(clients),
    node: process.versions.node,
  };
}
