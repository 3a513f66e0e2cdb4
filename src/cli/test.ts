import { spawn } from 'node:child_process';
import path from 'node:path';
import { projectFolder } from '../course/project.ts';

/** `npm test [-- <files or options of Vitest>]`: exit code of Vitest. */
export function test(args: string[]): Promise<number> {
  const vitest = path.join(projectFolder, 'node_modules/vitest/vitest.mjs');
  const child = spawn(process.execPath, [vitest, 'run', ...args], {
    cwd: projectFolder,
    stdio: 'inherit',
  });
  // Vitest stops the services that it started before it ends.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
