import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Versions } from '../course/event.ts';
import type { Example } from '../course/example.ts';
import { projectFolder } from '../course/project.ts';

/** Version of an npm package that the project has installed. */
function installed(name: string): string {
  const file = path.join(projectFolder, 'node_modules', name, 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string })
    .version;
}

/**
 * What a run of an example is verified on: this Node, each package that
 * the example imports, and the servers of its lease.
 */
export function versionsOf(example: Example, servers: Versions): Versions {
  const packages = example.files.flatMap(({ source }) =>
    [...source.matchAll(/\bfrom '((?:@[\w-]+\/)?[\w-]+)[\w/.-]*'/g)].map(
      (match) => match[1]!,
    ),
  );
  const clients = [...new Set(packages)]
    .sort()
    .map((name) => [name, installed(name)]);
  return {
    ...servers,
    ...Object.fromEntries(clients),
    node: process.versions.node,
  };
}
