import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Another process, which ends with the test at the latest. */
export interface AnotherProcess {
  child: ChildProcess;
  /** Resolves to all that it printed, once it has ended. */
  ended: Promise<{ code: number | null; out: string; err: string }>;
  /** Resolves to its output as soon as that matches. */
  says(pattern: RegExp): Promise<string>;
}

/** Runs one of `programs/` with these arguments. */
export function runProgram(name: string, ...args: string[]): AnotherProcess {
  const path = join(import.meta.dirname, 'programs', name);
  const child = spawn(process.execPath, [path, ...args]);
  onTestFinished(() => void child.kill('SIGKILL'));
  let out = '';
  let err = '';
  const waiting = new Set<() => void>();
  child.stderr.on('data', (chunk) => (err += String(chunk)));
  child.stdout.on('data', (chunk) => {
    out += String(chunk);
    for (const look of waiting) look();
  });
  const ended = new Promise<{ code: number | null; out: string; err: string }>(
    (resolve) => child.once('close', (code) => resolve({ code, out, err })),
  );
  const says = (pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        if (!pattern.test(out)) return;
        waiting.delete(look);
        resolve(out);
      };
      waiting.add(look);
      look();
      void ended.then(() => reject(new Error(`it ended: ${out}${err}`)));
    });
  return { child, ended, says };
}
