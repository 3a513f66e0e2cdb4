import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll } from 'vitest';
import { postgresFolder } from '../../src/services/native/postgres.ts';
import type { Provider, Service } from '../../src/services/service.ts';
import { openServices } from '../../src/services/services.ts';

/** Waits for a state, never for a time; fails after `ms` with `what`. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  ms = 30_000,
): Promise<void> {
  const end = performance.now() + ms;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`not in ${ms} ms: ${what}`);
    await sleep(10);
  }
}

/**
 * A root for one test file; its services are down when the file is done. With
 * mode 0o700 it is a place that only its owner can reach.
 */
export function ownRoot(mode = 0o755): string {
  const root = mkdtempSync(join(tmpdir(), 'roundtrip-services-'));
  chmodSync(root, mode);
  afterAll(async () => {
    await (await openServices({ root })).down();
    for (const folder of [root, postgresFolder(join(root, 'postgres'))]) {
      rmSync(folder, { recursive: true, force: true });
    }
  });
  return root;
}

/** Each service's state, e.g. `{ redis: 'running' }`. */
export async function states(
  services: Provider,
): Promise<Partial<Record<Service, string>>> {
  const all = await services.status();
  return Object.fromEntries(all.map(({ service, state }) => [service, state]));
}

/** Each service's pid. */
export async function pids(
  services: Provider,
): Promise<Partial<Record<Service, number>>> {
  const all = await services.status();
  return Object.fromEntries(all.map(({ service, pid }) => [service, pid]));
}
