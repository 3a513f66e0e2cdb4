import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { nativeServices } from './native.ts';
import type { Provider, Way } from './service.ts';
import { ServicesError } from './services-error.ts';

const PROJECT = resolve(import.meta.dirname, '../..');

/**
 * The course's services, by one of the two ways: compose when a Docker engine
 * and its compose plugin answer, native otherwise; the environment's
 * `SERVICES` overrides that. `root` is the folder for state, data and logs
 * (default `ROUNDTRIP_SERVICES` of the environment, then `.cache/services` in
 * the project); two roots never interfere.
 */
export async function openServices(
  options: { root?: string; way?: Way } = {},
): Promise<Provider> {
  const root = resolve(
    options.root ??
      process.env.ROUNDTRIP_SERVICES ??
      join(PROJECT, '.cache/services'),
  );
  const way = options.way ?? wayFromEnvironment() ?? (await usableWay());
  if (way === 'native') return nativeServices(root);
  const { composeServices } = await import('./compose.ts');
  // A folder of its own: the leases and holders of the one way must not be
  // taken for those of the other.
  return composeServices(join(root, 'compose'));
}

function wayFromEnvironment(): Way | undefined {
  const value = process.env.SERVICES;
  if (!value) return undefined;
  if (value === 'native' || value === 'compose') return value;
  throw new ServicesError(
    `SERVICES must be "compose" or "native", and is "${value}".`,
  );
}

/** An engine is usable when it and its compose plugin both answer. */
async function usableWay(): Promise<Way> {
  const [engine, plugin] = await Promise.all([
    succeeds('docker', ['info']),
    succeeds('docker', ['compose', 'version']),
  ]);
  return engine && plugin ? 'compose' : 'native';
}

async function succeeds(command: string, args: string[]): Promise<boolean> {
  return new Promise((done) => {
    execFile(command, args, { timeout: 10_000 }, (error) => done(!error));
  });
}
