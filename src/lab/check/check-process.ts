import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { projectFolder } from '../../course/project.ts';
import { contained } from '../containment.ts';
import { dyingWithUs, environment } from '../node-process.ts';
import { makeScratch } from '../scratch.ts';
import type { ToCheck } from './job.ts';
import { CHECK_HEAP_MB } from './limits.ts';
import { WARM_LIBRARIES } from './warm-libraries.ts';

/** A contained process, in which one check runs. */
export interface CheckProcess {
  child: ChildProcess;
  say(message: ToCheck): void;
  /** SIGKILL, to it and to whatever it started. */
  kill(): void;
  /** Resolves when it is gone, and its scratch folder with it. */
  closed: Promise<void>;
}

/** Vitest's own, for a process of tests that its runner forks. */
const VITEST_WORKER = path.join(
  projectFolder,
  'node_modules/vitest/dist/workers/forks.js',
);
const WARM = path.join(import.meta.dirname, 'warm.ts');
const BLOCKING = path.join(import.meta.dirname, '../blocking-output.cjs');

/**
 * Starts a process that loads what a check needs and waits for Vitest to say
 * which it is. It reads packages and the course's own code, and the answer
 * that Vitest brings it; it writes to its scratch folder, starts no process,
 * and dies with us.
 */
export function startCheckProcess(libraries: readonly string[]): CheckProcess {
  const scratch = makeScratch();
  const source = path.join(projectFolder, 'src');
  const [command, ...args] = [
    ...dyingWithUs(),
    process.execPath,
    ...contained({
      scratch: scratch.folder,
      readable: [source, path.join(projectFolder, 'package.json')],
      heapMb: CHECK_HEAP_MB,
    }),
    `--require=${BLOCKING}`,
    `--import=${WARM}`,
    VITEST_WORKER,
  ];
  const child = spawn(command!, args, {
    cwd: projectFolder,
    env: {
      ...environment(scratch.folder),
      [WARM_LIBRARIES]: libraries.join(','),
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'advanced',
    detached: true,
  });
  child.on('error', () => {}); // it is told as an exit
  const closed = new Promise<void>((resolve) => {
    child.once('close', resolve).once('error', () => resolve());
  }).then(scratch.remove);
  return {
    child,
    say: (message) => {
      if (child.connected) child.send({ roundtrip: message });
    },
    kill() {
      if (child.pid === undefined || child.exitCode !== null) return;
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        // It went by itself.
      }
    },
    closed,
  };
}
