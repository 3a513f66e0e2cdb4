import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identify, signal, type ProcessIdentity } from '../process-identity.ts';

/** The programs that make up our servers, as `ps -o comm` names them. */
const NAMES = new Set([
  ...['memcached', 'redis-server', 'postgres', 'initdb'],
  ...['beam.smp', 'epmd', 'erl_child_setup', 'inet_gethost'],
  ...['rabbitmq-server', 'erl', 'erlexec', 'sh', 'setpriv'],
]);

/**
 * The server processes whose working folder lies under one of `folders`. Each
 * of our servers and their own children works there and nobody else's do, so
 * this finds them even when nothing was noted. (Command lines would not do:
 * Redis and PostgreSQL overwrite theirs, and their environment.)
 */
export function processesUnder(folders: readonly string[]): ProcessIdentity[] {
  return (process.platform === 'linux' ? linuxList() : lsofList())
    .filter(({ pid, cwd }) => pid !== process.pid && isUnder(cwd, folders))
    .map(({ pid }) => identify(pid))
    .filter((identity) => identity !== undefined);
}

/** Kills what is under `folders`; resolves when nothing is left there. */
export async function killUnder(folders: readonly string[]): Promise<void> {
  const end = performance.now() + 5_000;
  for (;;) {
    const left = processesUnder(folders);
    if (left.length === 0 || performance.now() > end) return;
    for (const one of left) signal(one, 'SIGKILL');
    await sleep(5);
  }
}

interface Working {
  pid: number;
  cwd: string;
}

function isUnder(cwd: string, folders: readonly string[]): boolean {
  return folders.some(
    (folder) => cwd === folder || cwd.startsWith(folder + sep),
  );
}

function linuxList(): Working[] {
  const list: Working[] = [];
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const name = readFileSync(`/proc/${entry}/comm`, 'utf8').trim();
      if (!NAMES.has(name)) continue;
      const cwd = readlinkSync(`/proc/${entry}/cwd`);
      list.push({ pid: Number(entry), cwd: cwd.replace(/ \(deleted\)$/, '') });
    } catch {
      continue; // it ended meanwhile, or it is another user's
    }
  }
  return list;
}

/** Elsewhere: `lsof` prints a line `p<pid>` and a line `n<folder>` for each. */
function lsofList(): Working[] {
  const ps = run('ps', ['-axo', 'pid=,comm=']);
  const pids = ps.split('\n').flatMap((line) => {
    const [, pid, command] = /^\s*(\d+)\s+(.*)$/.exec(line) ?? [];
    const name = command?.split('/').at(-1)?.trim() ?? '';
    return pid && NAMES.has(name) ? [pid] : [];
  });
  if (pids.length === 0) return [];
  return parseLsof(run('lsof', ['-a', '-p', pids.join(), '-d', 'cwd', '-Fpn']));
}

/** The processes and folders in the output of `lsof -d cwd -Fpn`. */
export function parseLsof(output: string): Working[] {
  const list: Working[] = [];
  let pid = 0;
  for (const line of output.split('\n')) {
    if (line.startsWith('p')) pid = Number(line.slice(1));
    if (line.startsWith('n')) list.push({ pid, cwd: line.slice(1) });
  }
  return list;
}

function run(command: string, args: string[]): string {
  try {
    return execFileSync(command, args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return '';
  }
}
