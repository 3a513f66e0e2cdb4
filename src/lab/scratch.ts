import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ExampleFile } from '../course/example-file.ts';
import { EXAMPLES_IMPORT } from '../course/example-modules.ts';
import { projectFolder } from '../course/project.ts';
import { diskError, onDisk } from '../services/disk.ts';
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
 * Makes a folder of our own. The first one also removes what processes left
 * that were killed; so does the removal of the last one, for one of them may
 * have been about to end when we began.
 * @throws {ServicesError} when the disk is full, or can only be read.
 */
export function makeScratch(): Scratch {
  // The lowest free number: what is compiled is kept by path.
  let number = 1;
  while (taken.has(number)) number++;
  const folder = path.join(RUNS, `${process.pid}-${number}`);
  const remove = () => {
    removeFolder(folder);
    taken.delete(number);
    if (taken.size === 0) removeOfDead();
  };
  try {
    if (taken.size === 0) sweep();
    taken.add(number);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    // The project's own may not be read, and Node looks for the nearest.
    const own = JSON.stringify({ type: 'module', imports: EXAMPLES_IMPORT });
    writeFileSync(path.join(folder, 'package.json'), own);
  } catch (error) {
    remove();
    throw diskError(folder, error);
  }
  return {
    folder,
    write(files) {
      onDisk(folder, () => {
        for (const { path: file, source } of files) {
          const full = path.join(folder, file);
          mkdirSync(path.dirname(full), { recursive: true });
          writeFileSync(full, source);
        }
      });
    },
    remove,
  };
}

/** Removes what a process of ours has left that was killed. */
export function removeScratchOf(owner: number): void {
  for (const name of foldersOfRuns())
    if (name.startsWith(`${owner}-`)) removeFolder(path.join(RUNS, name));
}

/** What cannot be removed, as on a disk that can only be read, is swept later. */
function removeFolder(folder: string) {
  try {
    // What was killed may write until it is gone.
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  } catch {
    // The lab goes on without.
  }
}

function sweep() {
  mkdirSync(RUNS, { recursive: true });
  removeOfDead();
  const compiled = compileCache();
  if (readdirSync(compiled, { recursive: true }).length > MOST_COMPILED)
    rmSync(compiled, { recursive: true, force: true });
}

function removeOfDead() {
  for (const name of foldersOfRuns()) {
    const owner = Number(/^(\d+)-\d+$/.exec(name)?.[1]);
    if (owner && !identify(owner)) removeFolder(path.join(RUNS, name));
  }
}

function foldersOfRuns(): string[] {
  try {
    return readdirSync(RUNS);
  } catch {
    return []; // what cannot be looked at has nothing that we could remove
  }
}
