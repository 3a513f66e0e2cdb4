import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { projectFolder } from '../../src/course/project.ts';

/** A command of the project, as npm runs it. */
export interface Command {
  child: ChildProcess;
  /** Everything that it has printed so far. */
  output(): { stdout: string; stderr: string };
  /** Resolves to its exit code, and what it printed. */
  done: Promise<{
    code: number | null;
    signal: string | null;
    stdout: string;
    stderr: string;
  }>;
}

/** Starts `npm run <args[0]> -- <the rest>`; ended after the test. */
export function startCommand(
  args: string[],
  options: { env?: NodeJS.ProcessEnv; cwd?: string } = {},
): Command {
  const root = options.cwd ?? projectFolder;
  const child = spawn(
    process.execPath,
    [path.join(root, 'src/cli/launch.cjs'), ...args],
    {
      cwd: root,
      env: { ...process.env, VITEST: undefined, NO_COLOR: '1', ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let stdout = '';
  let stderr = '';
  child.stdout
    .setEncoding('utf8')
    .on('data', (text: string) => (stdout += text));
  child.stderr
    .setEncoding('utf8')
    .on('data', (text: string) => (stderr += text));
  const done = new Promise<Awaited<Command['done']>>((resolve) => {
    child.on('close', (code, signal) =>
      resolve({ code, signal, stdout, stderr }),
    );
  });
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null)
      child.kill('SIGTERM');
    await done;
  });
  return { child, output: () => ({ stdout, stderr }), done };
}

/** Runs a command to its end. */
export function runCommand(
  args: string[],
  options?: Parameters<typeof startCommand>[1],
) {
  return startCommand(args, options).done;
}
