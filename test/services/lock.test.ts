import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { takeLock, tryLock } from '../../src/services/lock.ts';
import { runProgram } from './another-process.ts';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'roundtrip-lock-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

test('a lock is given to one at a time', async () => {
  const lock = join(folder(), 'lock');
  const release = tryLock(lock);
  expect(release).toBeDefined();
  expect(tryLock(lock)).toBeUndefined();
  release?.();
  expect(tryLock(lock)).toBeDefined();
});

test('four processes that count under a lock lose no count', async () => {
  const at = folder();
  writeFileSync(join(at, 'count'), '0');
  // A dead owner's lock at the start, so that they compete for it as well.
  writeFileSync(join(at, 'lock'), JSON.stringify({ pid: 1, started: 'never' }));
  const args = [join(at, 'lock'), join(at, 'count'), '15'];
  const all = [1, 2, 3, 4].map(() =>
    runProgram('count-under-lock.ts', ...args),
  );
  for (const { ended } of all) expect((await ended).err).toBe('');
  expect(readFileSync(join(at, 'count'), 'utf8')).toBe('60');
});

test('the lock of a killed process is taken over', async () => {
  const at = folder();
  writeFileSync(join(at, 'count'), '0');
  const lock = join(at, 'lock');
  const holder = runProgram(
    'count-under-lock.ts',
    lock,
    join(at, 'count'),
    '9999',
  );
  await expect
    .poll(() => Number(readFileSync(join(at, 'count'))))
    .toBeGreaterThan(0);
  holder.child.kill('SIGKILL');
  await holder.ended;
  (await takeLock(lock))();
});

test('a lock file that nobody can have written is taken over', async () => {
  const lock = join(folder(), 'lock');
  writeFileSync(lock, 'garbage');
  (await takeLock(lock))();
});
