import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { GRACE_MS } from './limits.ts';
import type { Errand, NodeProcess } from './node-process.ts';
import { shownPaths } from './shown-paths.ts';
import { watchUsage, type Usage } from './usage.ts';

/** How a program ended. */
export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** What is told of a program while it runs. */
export interface ProgramEvents {
  /** Its output as it comes. */
  output(stream: 'stdout' | 'stderr', text: string): void;
  /** What `source-lines.cjs` notes of it. */
  notes(text: string): void;
  /** What it uses, again and again. */
  usage(usage: Usage): void;
}

/** One running program of a run. */
export interface RunningProgram {
  /** Resolves after its last output was delivered. */
  exited: Promise<Exit>;
  /** SIGINT, and SIGKILL if it is still there after the grace. */
  interrupt(): void;
  /** SIGKILL, to it and to whatever it started. */
  kill(): void;
}

/** Has a waiting process run a program. */
export function startProgram(
  node: NodeProcess,
  errand: Errand,
  on: ProgramEvents,
): RunningProgram {
  const { child, folders } = node;
  const read = (pipe: Readable, on: (text: string) => void) => {
    const shown = shownPaths(folders);
    const tell = (text: string) => text && on(text);
    pipe.setEncoding('utf8');
    pipe.on('data', (text: string) => tell(shown.add(text)));
    pipe.on('end', () => tell(shown.end()));
  };
  read(child.stdout, (text) => on.output('stdout', text));
  read(child.stderr, (text) => on.output('stderr', text));
  read(node.notes, (text) => on.notes(text));
  const unwatch =
    child.pid === undefined ? () => {} : watchUsage(child.pid, on.usage);
  let grace: NodeJS.Timeout | undefined;
  const exited = new Promise<Exit>((resolve, reject) => {
    child.on('error', (error) => {
      unwatch();
      reject(error);
    });
    child.on('exit', () => {
      unwatch();
      clearTimeout(grace);
      signalGroup(child, 'SIGKILL');
    });
    child.on('close', (code, signal) => resolve({ code, signal }));
  });
  try {
    node.run(errand);
  } catch (error) {
    // Its files could not be written: it would wait for them for ever.
    exited.catch(() => {});
    signalGroup(child, 'SIGKILL');
    throw error;
  }
  return {
    exited,
    interrupt() {
      child.kill('SIGINT');
      grace ??= setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE_MS);
    },
    kill: () => signalGroup(child, 'SIGKILL'),
  };
}

/** Signals the program's whole group; it may be gone already. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals) {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
