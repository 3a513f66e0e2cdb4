import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ExampleFile } from '../course/example-file.ts';
import { EXAMPLES_IMPORT } from '../course/example-modules.ts';
import { projectFolder } from '../course/project.ts';
import { identify } from '../services/process-identity.ts';
import { compileCache } from './containment.ts';

/**
 * Below the project, so that its node_modules are found from there; so is
 * another one that the environment names.
 */
const RUNS =
  process.env.ROUNDTRIP_SCRATCH ?? path.join(projectFolder, '.cache/runs');
/** Compiled files; programs add to them without end. */
const MOST_COMPILED = 2000;

const taken = new Set<number>();

/** A folder for one process to write to, until that has ended. */
export interface Scratch {
  folder: string;
  /** Puts files there, each at its path from the project's folder. */
  write(files: readonly Pick<ExampleFile, 'path' | 'source'>[]): void;
  remove(): void;
}

/**
 * Makes a folder of our own. The first one also removes what processes
 * left that were killed.
 */
export function makeScratch(): Scratch {
  if (taken.size === 0) sweep();
  // The lowest free number: what is compiled is kept by path.
  let number = 1;
  while (taken.has(number)) number++;
  taken.add(number);
  const folder = path.join(RUNS, `${process.pid}-${number}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  // The project's own may not be read, and Node looks for the nearest.
  const own = JSON.stringify({ type: 'module', imports: EXAMPLES_IMPORT });
  writeFileSync(path.join(folder, 'package.json'), own);
  return {
    folder,
    write(files) {
      for (const { path: file, source } of files) {
        const full = path.join(folder, file);
        mkdirSync(path.dirname(full), { recursive: true });
        writeFileSync(full, source);
      }
    },
    remove() {
      rmSync(folder, { recursive: true, force: true });
      taken.delete(number);
    },
  };
}

function sweep() {
  mkdirSync(RUNS, { recursive: true });
  for (const name of readdirSync(RUNS)) {
    const owner = Number(/^(\d+)-\d+$/.exec(name)?.[1]);
    if (!owner || identify(owner)) continue;
    rmSync(path.join(RUNS, name), { recursive: true, force: true });
  }
  const compiled = compileCache();
  if (readdirSync(compiled, { recursive: true }).length > MOST_COMPILED)
    rmSync(compiled, { recursive: true, force: true });
}
