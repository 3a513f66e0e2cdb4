import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { projectFolder } from '../course/project.ts';
import { GRACE_MS } from './limits.ts';

const PRELOAD = path.join(import.meta.dirname, 'blocking-output.cjs');

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
 * @param on receives its output as it comes
 */
export function startProgram(
  file: string,
  addresses: object,
  on: (stream: 'stdout' | 'stderr', text: string) => void,
): RunningProgram {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--require', PRELOAD, file],
    {
      cwd: projectFolder,
      env: programEnvironment(addresses),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    },
  );
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8');
    child[stream].on('data', (text: string) => on(stream, text));
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
