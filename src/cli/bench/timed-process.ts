import { spawn } from 'node:child_process';
import { lastLines } from '../../services/native/log.ts';

/** How long a program took, in milliseconds since it was started. */
export interface Timed {
  /** Until the first byte of its output. */
  firstOutput: number;
  /** Until it had ended. */
  ended: number;
  output: string;
}

/**
 * Runs a program to its end.
 * @throws {Error} with what it said, when it ends badly or says nothing.
 */
export async function timed(
  command: string,
  args: string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; signal?: AbortSignal } = {},
): Promise<Timed> {
  const began = performance.now();
  const child = spawn(command, args, {
    ...options,
    killSignal: 'SIGKILL',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let firstOutput: number | undefined;
  let output = '';
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    firstOutput ??= performance.now() - began;
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => (said += text));
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const ended = performance.now() - began;
  if (code !== 0 || firstOutput === undefined)
    throw new Error(
      `${[command, ...args].join(' ')} ended with ${String(code)}:\n${lastLines(output + said)}`,
    );
  return { firstOutput, ended, output };
}
