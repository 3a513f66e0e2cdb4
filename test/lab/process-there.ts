import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from '../../src/course/project.ts';

/** Whether a process is there (a zombie is not). */
export function isThere(pid: number): boolean {
  const status = `/proc/${pid}/status`;
  return (
    existsSync(status) && !/^State:\tZ/m.test(readFileSync(status, 'utf8'))
  );
}

/** Processes of ours that run programs, or wait for one. */
export function programProcesses(owner = process.pid): number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((pid) => isThere(pid) && isOurs(pid, owner));
}

/** The scratch folder, named after its owner, stands in the command line. */
function isOurs(pid: number, owner: number): boolean {
  const scratch = `--allow-fs-write=${path.join(projectFolder, '.cache/runs', `${owner}-`)}`;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(scratch);
  } catch {
    return false; // it ended meanwhile
  }
}

/** Scratch folders that are there. */
export function scratchFolders(owner = process.pid): string[] {
  const runs = path.join(projectFolder, '.cache/runs');
  if (!existsSync(runs)) return [];
  return readdirSync(runs).filter((name) => name.startsWith(`${owner}-`));
}
