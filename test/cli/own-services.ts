import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { openServices } from '../../src/services/services.ts';

/** A folder for services of this test's own; nothing is left after it. */
export function ownServices(): string {
  const root = mkdtempSync(path.join(tmpdir(), 'roundtrip-start-'));
  onTestFinished(async () => {
    await (await openServices({ root })).down();
    rmSync(root, { recursive: true, force: true });
  });
  return root;
}

/** Command lines of the processes that hold `text`, but for ps itself. */
export function processesWith(text: string): string[] {
  return execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(text));
}

/** What the services under a root do, without doubles. */
export async function states(root: string): Promise<string[]> {
  const services = await openServices({ root });
  return [...new Set((await services.status()).map(({ state }) => state))];
}
