import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { projectFolder } from '../course/project.ts';
import { GRACE_MS } from './limits.ts';

const PRELOADS = ['blocking-output.cjs', 'source-lines.cjs'].flatMap((name) => [
  '--require',
  path.join(import.meta.dirname, name),
]);

/** What a program gives; `notes` are those of `source-lines.cjs`. */
export type ProgramStream = 'stdout' | 'stderr' | 'notes';

/** How a program ended. */
export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
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

/**
 * The environment of a program: what Node needs to start, and the
 * addresses. Nothing else of the lab's own environment reaches it.
 */
export function programEnvironment(addresses: object): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  return {
    PATH,
    HOME,
    ...(TMPDIR ? { TMPDIR } : {}),
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    NO_COLOR: '1',
    NODE_COMPILE_CACHE: path.join(projectFolder, '.cache/compile'),
    ...addresses,
  };
}

/**
 * Starts a program on this Node, in a process group of its own.
 * @param file path of its source
 * @param on receives its output and its notes as they come
 */
export function startProgram(
  file: string,
  addresses: object,
  on: (stream: ProgramStream, text: string) => void,
): RunningProgram {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', ...PRELOADS, file],
    {
      cwd: projectFolder,
      env: programEnvironment(addresses),
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      detached: true,
    },
  );
  const streams = ['stdout', 'stderr', 'notes'] as const;
  for (const [index, stream] of streams.entries()) {
    const pipe = child.stdio[index + 1] as Readable;
    pipe.setEncoding('utf8');
    pipe.on('data', (text: string) => on(stream, text));
  }
  let grace: NodeJS.Timeout | undefined;
  const exited = new Promise<Exit>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', () => {
      clearTimeout(grace);
      signalGroup(child, 'SIGKILL');
    });
    child.on('close', (code, signal) => resolve({ code, signal }));
  });
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
