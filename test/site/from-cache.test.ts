import {
  mkdtempSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';

const cache = mkdtempSync(path.join(tmpdir(), 'roundtrip-cache-'));
vi.stubEnv('SITE_CACHE', cache);
afterAll(() => rmSync(cache, { recursive: true, force: true }));
const { forgetUnused, fromCache, isCached } =
  await import('../../src/site/build/from-cache.ts');

test('what was made of the same is not made again', async () => {
  const make = vi.fn(() => ({ lines: ['one'] }));
  expect(isCached('some', ['a', 'b'])).toBe(false);
  const first = await fromCache('some', ['a', 'b'], make);
  expect(await fromCache('some', ['a', 'b'], make)).toEqual(first);
  expect(make).toHaveBeenCalledTimes(1);
  expect(isCached('some', ['a', 'b'])).toBe(true);
});

test('what is made of something else, or for something else, is made', async () => {
  await fromCache('some', ['ab', 'c'], () => 1);
  expect(await fromCache('some', ['a', 'bc'], () => 2)).toBe(2);
  expect(await fromCache('other', ['ab', 'c'], () => 3)).toBe(3);
  expect(await fromCache('some', ['ab', 'c'], () => 4)).toBe(1);
});

test('what could not be made is tried again, and leaves nothing', async () => {
  const fails = () => {
    throw new Error('no types');
  };
  await expect(fromCache('new', ['a'], fails)).rejects.toThrow('no types');
  expect(await fromCache('new', ['a'], () => 5)).toBe(5);
  expect(readdirSync(path.join(cache, 'new'))).toHaveLength(1);
});

test('what was cut short when the machine went down is made again', async () => {
  await fromCache('cut', ['a'], () => 'whole');
  writeFileSync(onlyFileOf('cut'), '"wh');
  expect(await fromCache('cut', ['a'], () => 'whole')).toBe('whole');
});

test('what no build has read for a month is forgotten', async () => {
  const daysAgo = (days: number) =>
    new Date(Date.now() - days * 24 * 60 * 60 * 1000);
  for (const folder of ['unread', 'read', 'recent'])
    await fromCache(folder, ['a'], () => folder);
  for (const [folder, days] of Object.entries({
    unread: 31,
    read: 31,
    recent: 29,
  }))
    utimesSync(onlyFileOf(folder), daysAgo(days), daysAgo(days));
  await fromCache('read', ['a'], () => 'made again');
  forgetUnused();
  expect(isCached('unread', ['a'])).toBe(false);
  expect(isCached('recent', ['a'])).toBe(true);
  expect(await fromCache('read', ['a'], () => 'made again')).toBe('read');
});

function onlyFileOf(folder: string): string {
  const [name, ...others] = readdirSync(path.join(cache, folder));
  expect(others).toEqual([]);
  return path.join(cache, folder, name!);
}
