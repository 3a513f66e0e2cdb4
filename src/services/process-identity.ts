import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A process that a later process with the same number cannot be mistaken
 * for: its pid and when it started.
 */
export interface ProcessIdentity {
  pid: number;
  started: string;
}

/** The identity of a living process; undefined when there is none. */
export function identify(pid: number): ProcessIdentity | undefined {
  const started = process.platform === 'linux' ? linuxStart(pid) : psStart(pid);
  return started === undefined ? undefined : { pid, started };
}

/** True while exactly this process lives. A zombie counts as dead. */
export function isAlive(process: ProcessIdentity): boolean {
  return identify(process.pid)?.started === process.started;
}

/** Sends a signal to exactly this process; false when it is gone. */
export function signal(target: ProcessIdentity, name: NodeJS.Signals): boolean {
  if (!isAlive(target)) return false;
  try {
    process.kill(target.pid, name);
    return true;
  } catch {
    return false;
  }
}

/** Waits until the process is gone; false when it outlives `ms`. */
export async function isGone(
  target: ProcessIdentity,
  ms: number,
): Promise<boolean> {
  const end = performance.now() + ms;
  while (isAlive(target)) {
    if (performance.now() > end) return false;
    await sleep(process.platform === 'linux' ? 5 : 50);
  }
  return true;
}

let own: ProcessIdentity | undefined;

/** The identity of the running process. */
export function ownIdentity(): ProcessIdentity {
  own ??= identify(process.pid) ?? { pid: process.pid, started: 'unknown' };
  return own;
}

let boot: string | undefined;

/**
 * proc(5): field 3 is the state, field 20 the number of threads, field 22 the
 * start in ticks since boot. While a zombie has other threads, they are still
 * ending, and hold its ports and files.
 */
function linuxStart(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name in field 2 may hold spaces and parentheses: count after it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ended = fields[0] === 'Z' && Number(fields[17]) <= 1;
    if (ended || fields[0] === 'X') return undefined;
    boot ??= readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').slice(
      0,
      8,
    );
    return `${boot}:${fields[19]}`;
  } catch {
    return undefined;
  }
}

function psStart(pid: number): string | undefined {
  try {
    const out = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
    const [, state, start] = /^(\S+)\s+(.+)$/.exec(out) ?? [];
    return state?.startsWith('Z') ? undefined : start;
  } catch {
    return undefined;
  }
}
