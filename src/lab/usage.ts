import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';

/** What a process has and has used. */
export interface Usage {
  memoryBytes: number;
  busySeconds: number;
}

/** Milliseconds between two looks; a bomb grows by 50 MB meanwhile. */
const LINUX_MS = 20;
/** Elsewhere each look is a process of its own. */
const PS_MS = 250;
/** proc(5): clock ticks a second, in what it says of a process. */
const TICKS = 100;

const watched = new Map<number, (usage: Usage) => void>();
let timer: NodeJS.Timeout | undefined;

/**
 * Looks again and again at what a process uses. V8's own limit counts
 * objects only: buffers are outside its heap.
 * @returns the function that ends that
 */
export function watchUsage(
  pid: number,
  on: (usage: Usage) => void,
): () => void {
  watched.set(pid, on);
  const linux = process.platform === 'linux';
  timer ??= setInterval(
    linux ? lookAtProc : () => void lookAtPs(),
    linux ? LINUX_MS : PS_MS,
  );
  return () => {
    watched.delete(pid);
    if (watched.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function lookAtProc() {
  for (const [pid, on] of [...watched]) {
    const usage = procUsage(pid);
    if (usage) on(usage);
  }
}

/** proc(5): user and system time are fields 14 and 15 of stat. */
function procUsage(pid: number): Usage | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    // The name in field 2 may hold spaces and parentheses: count after it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return {
      memoryBytes: Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) * 1024,
      busySeconds: (Number(fields[11]) + Number(fields[12])) / TICKS,
    };
  } catch {
    return undefined; // it ended meanwhile
  }
}

async function lookAtPs() {
  const pids = [...watched.keys()].join();
  const { stdout } = await promisify(execFile)('ps', [
    '-o',
    'pid=,rss=,time=',
    '-p',
    pids,
  ]).catch(() => ({ stdout: '' })); // they ended meanwhile
  for (const [pid, usage] of psUsage(stdout)) watched.get(pid)?.(usage);
}

/** Lines of `ps -o pid=,rss=,time=`: kilobytes, and `[dd-]hh:mm:ss.hh`. */
export function psUsage(output: string): Map<number, Usage> {
  return new Map(
    [...output.matchAll(/^\s*(\d+)\s+(\d+)\s+(?:(\d+)-)?([\d:.]+)\s*$/gm)].map(
      ([, pid, kilobytes, days, clock = '']) => {
        const seconds = clock
          .split(':')
          .reduce((sum, part) => sum * 60 + Number(part), 0);
        return [
          Number(pid),
          {
            memoryBytes: Number(kilobytes) * 1024,
            busySeconds: Number(days ?? 0) * 86_400 + seconds,
          },
        ];
      },
    ),
  );
}
