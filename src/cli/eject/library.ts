import { readFileSync } from 'node:fs';
import path from 'node:path';
import { countsOf } from '../../course/addresses.ts';
import { importsOf } from '../../course/imports.ts';
import { projectFolder } from '../../course/project.ts';
import type { RunServers } from '../../course/run-servers.ts';
import type { Service } from '../../course/service-name.ts';

const LIBRARY = 'src/lab/check/library';

/**
 * What a check needs to stand alone: the files of its library that it imports
 * as `#check/…`, those that these import, and a set-up that has the servers at
 * the usual addresses. By path; all of it in a folder `check/`.
 */
export function libraryFor(imports: readonly string[]): Record<string, string> {
  const files: Record<string, string> = {};
  const add = (file: string) => {
    const target = inCheckFolder(file);
    if (target in files) return;
    const source = readFileSync(path.join(projectFolder, file), 'utf8');
    files[target] = source;
    for (const each of importsOf(source))
      if (each.startsWith('.')) add(path.posix.join(path.dirname(file), each));
  };
  for (const each of imports) add(each.replace(/^#check/, LIBRARY) + '.ts');
  add('src/lab/check/usual-servers.ts');
  return files;
}

/** How the project's `imports` finds the library. */
export const CHECK_IMPORTS = {
  '#check/*': `./${inCheckFolder(LIBRARY)}/*.ts`,
};

function inCheckFolder(file: string): string {
  return file.replace(/^src\//, 'check/');
}

/** The file that brings the servers of a check to its library. */
export function setup(
  uses: readonly Service[],
  wanted: Pick<RunServers, 'memcached' | 'redis'>,
): string {
  const counts = countsOf(wanted);
  const several = Object.keys(counts).length > 0;
  const servers = several ? `, ${JSON.stringify(counts)}` : '';
  return `import { afterAll } from 'vitest';
import { closeCheckServers, openCheckServers } from './lab/check/servers.ts';
import { usualServers } from './lab/check/usual-servers.ts';

// Before the check and the answer are imported and make their clients.
await openCheckServers(usualServers(${JSON.stringify(uses)}${servers}));
afterAll(closeCheckServers);
`;
}
