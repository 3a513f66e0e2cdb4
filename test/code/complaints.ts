import { execFile } from 'node:child_process';
import path from 'node:path';

/** Runs a tool of a project; resolves to what it printed when it failed. */
export function complaints(
  root: string,
  script: string,
  args: string[],
): Promise<string> {
  const file = path.join(root, 'node_modules', script);
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [file, ...args],
      {
        cwd: root,
        maxBuffer: 1 << 24,
        env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', NO_COLOR: '1' },
      },
      (error, stdout, stderr) => resolve(error ? `${stdout}${stderr}` : ''),
    );
  });
}
