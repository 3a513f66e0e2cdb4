import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { processesUnder } from '../../services/native/own-processes.ts';
import {
  identify,
  isGone,
  signal,
  type ProcessIdentity,
} from '../../services/process-identity.ts';
import type { Place } from './place.ts';

/** A process of a soak, and what it is, as its command line says. */
interface OwnProcess extends ProcessIdentity {
  command: string;
}

/**
 * Every process that is of this soak, but for our own: its folder is in their
 * command line, in their environment, or is where they work.
 */
export function ownProcesses({ folder }: Place): OwnProcess[] {
  const seen = new Map(
    processesUnder([folder]).map((each) => [
      each.pid,
      { ...each, command: '' },
    ]),
  );
  for (const { pid, command } of process.platform === 'linux'
    ? fromProc(folder)
    : fromPs(folder)) {
    const identity = pid === process.pid ? undefined : identify(pid);
    if (identity) seen.set(pid, { ...identity, command });
  }
  return [...seen.values()];
}

/** Those that run programs and checks for a lab, or wait for one. */
export function labProcesses(
  place: Place,
  lab: ProcessIdentity | undefined,
): ProcessIdentity[] {
  return ownProcesses(place).filter(
    ({ pid, command }) =>
      pid !== lab?.pid &&
      (command.includes(`=${place.scratch.folder}`) ||
        command.includes('check/runner.ts')),
  );
}

/** kill -9 of what runs programs and checks; resolves when it is gone. */
export async function endAll(place: Place): Promise<void> {
  // Not of whoever else is in that folder: an editor, a shell.
  for (let time = 0; time < 5; time++) {
    const all = labProcesses(place, undefined);
    if (all.length === 0) return;
    for (const each of all) signal(each, 'SIGKILL');
    await Promise.all(all.map((each) => isGone(each, 5000)));
  }
}

function fromProc(folder: string): { pid: number; command: string }[] {
  return readdirSync('/proc').flatMap((entry) => {
    if (!/^\d+$/.test(entry)) return [];
    try {
      const read = (file: string) =>
        readFileSync(`/proc/${entry}/${file}`, 'utf8').replaceAll('\0', ' ');
      const command = read('cmdline');
      const places = [
        command,
        read('environ'),
        readlinkSync(`/proc/${entry}/cwd`),
      ];
      const isOurs = places.some((text) => text.includes(`${folder}/`));
      return isOurs ? [{ pid: Number(entry), command }] : [];
    } catch {
      return []; // it ended meanwhile, or is another user's
    }
  });
}

function fromPs(folder: string): { pid: number; command: string }[] {
  const lines = execFileSync('ps', ['-axo', 'pid=,args='], {
    encoding: 'utf8',
  }).split('\n');
  return lines.flatMap((line) => {
    const [, pid, command = ''] = /^\s*(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid && command.includes(`${folder}/`)
      ? [{ pid: Number(pid), command }]
      : [];
  });
}
