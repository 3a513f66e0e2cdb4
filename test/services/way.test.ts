import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { openServices } from '../../src/services/services.ts';

afterEach(() => vi.unstubAllEnvs());

/** A `docker` on PATH that runs this shell script. */
function fakeDocker(script: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'roundtrip-docker-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'docker'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'docker'), 0o755);
  vi.stubEnv('PATH', `${folder}:${process.env.PATH}`);
  vi.stubEnv('SERVICES', undefined);
}

test('the way is compose where an engine and its plugin answer', async () => {
  fakeDocker('exit 0');
  expect((await openServices()).way).toBe('compose');
});

test.each([
  ['the engine', '[ "$1" != info ]'],
  ['the compose plugin', '[ "$1" != compose ]'],
])('the way is native where %s does not answer', async (_, script) => {
  fakeDocker(script);
  expect((await openServices()).way).toBe('native');
});

test('SERVICES in the environment overrides that', async () => {
  fakeDocker('exit 0');
  vi.stubEnv('SERVICES', 'native');
  expect((await openServices()).way).toBe('native');
});

test('a wrong SERVICES is a sentence', async () => {
  vi.stubEnv('SERVICES', 'podman');
  await expect(openServices()).rejects.toThrow(
    'SERVICES must be "compose" or "native", and is "podman".',
  );
});
