import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { loadExample } from '../../src/course/example.ts';
import { copyOfFixture } from './build-site.ts';
import { openSite } from './open-site.ts';

/** The fixture, with a lesson and an example that need no server. */
function courseWithoutServers(): string {
  const course = copyOfFixture('no-servers');
  const change = (file: string, from: RegExp, to: string) => {
    const at = path.join(course, file);
    writeFileSync(at, readFileSync(at, 'utf8').replace(from, to));
  };
  change('examples/memcached/hello.ts', / \* @uses memcached\n/, '');
  change(
    'lessons/memcached/01-first-words/lesson.mdx',
    /uses: \[memcached\]/,
    'uses: []',
  );
  const { recording, sourceHash } = loadExample('memcached/hello', course);
  change(recording, /"source":"\w+"/, `"source":"${sourceHash}"`);
  return course;
}

const site = openSite({ course: courseWithoutServers() });
const lesson = '/memcached/first-words/';

test('a program without a server has no wire, no state and no console', async () => {
  const page = await site.open(lesson);
  expect(await page.locator('.in-bench .views label').allInnerTexts()).toEqual([
    'Output',
    'Timeline',
  ]);
  const other = await site.open('/redis/greeting/');
  expect(await other.locator('.in-bench .views label').allInnerTexts()).toEqual(
    ['Output', 'Wire', 'State', 'Timeline', 'Console'],
  );
});

test('their keys do nothing there, nor does the address of a message', async () => {
  const page = await site.open(lesson);
  const failures: Error[] = [];
  page.on('pageerror', (failure) => failures.push(failure));
  await page.evaluate(() => {
    location.hash = 'memcached/hello/wire/hello/memcached-1/1';
  });
  const timeline = page.getByRole('radio', { name: 'Timeline' }).first();
  for (const key of ['w', 'a', 'c', 't']) await page.keyboard.press(key);
  await expect.poll(() => timeline.isChecked()).toBe(true);
  for (const key of ['w', 'a', 'c']) await page.keyboard.press(key);
  await page.keyboard.press('o');
  await expect.poll(() => timeline.isChecked()).toBe(false);
  expect(failures).toEqual([]);
});

test('without JavaScript nothing is said of a wire', async () => {
  const page = await site.open(lesson, { javaScriptEnabled: false });
  expect(await page.locator('.recorded').first().innerText()).toContain(
    'hello',
  );
  expect(await page.locator('.wire-text').count()).toBe(0);
});
