import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { projectFolder } from '../../src/course/project.ts';
import { axeFindings } from './axe-findings.ts';
import { openSite } from './open-site.ts';

const site = openSite({ course: projectFolder, below: '/my/notes' });

/** Opens the search by its key, and types. */
async function searchFor(page: Page, words: string) {
  await page.keyboard.press('/');
  await page.getByLabel('Search the course').fill(words);
  await page.locator('#search .said:not(:empty)').waitFor();
}

/** Where the places that were found lead, below the site's root. */
async function addresses(page: Page): Promise<string[]> {
  const links = page.locator('#search li a');
  await links.first().waitFor();
  return links.evaluateAll((all) =>
    all.map((each) =>
      (each as HTMLAnchorElement).pathname.replace('/my/notes', ''),
    ),
  );
}

describe('the search finds', () => {
  test.each([
    ['a lesson', 'acknowledgements', '/rabbitmq/acknowledgements/'],
    ['an example', 'spoke too early', '/examples/redis/pub-sub/'],
    ['a command of Memcached', 'incr', '/memcached/counters/'],
    ['a command of Redis', 'SCAN', '/redis/expiry-and-scan/'],
    ['a method of AMQP', 'basic.ack', '/reference/rabbitmq/'],
    ['an error of RabbitMQ', 'PRECONDITION_FAILED', '/rabbitmq/hello-queue/'],
    ['an error of Redis', 'WRONGTYPE', '/redis/pipelines/'],
    ['an old name', 'set_multi', '/memcached/many-keys/'],
    ['another old name', 'StrictRedis', '/redis/connections/'],
    ['a word of a recorded output', 'invoice-3', '/rabbitmq/acknowledgements/'],
  ])('%s: %s', async (_, words, address) => {
    const page = await site.open('/404.html');
    await page.goto(`${site.url()}/redis/pub-sub/`);
    await searchFor(page, words);
    expect(await addresses(page)).toContain(address);
  });
});

test('the index has each page but those of tables, which are found by their rows', () => {
  const indexed = globSync('pagefind/fragment/*', { cwd: site.folder() }).map(
    (fragment) => addressIn(path.join(site.folder(), fragment)),
  );
  const pages = globSync('**/index.html', { cwd: site.folder() })
    .map((page) => `/${page.replace(/index\.html$/, '')}`)
    .filter(
      (address) => !indexed.some((each) => each.startsWith(`${address}#`)),
    );
  const whole = indexed.filter((address) => !address.includes('#'));
  expect(whole.toSorted()).toEqual(pages.toSorted());
});

/** The address in a fragment of the index: JSON behind a word of Pagefind's. */
function addressIn(fragment: string): string {
  const text = gunzipSync(readFileSync(fragment)).toString();
  const { url } = JSON.parse(text.slice(text.indexOf('{'))) as { url: string };
  return url;
}

test('nothing of the index is fetched before the first key', async () => {
  const page = await site.open('/course/');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.getByRole('button', { name: 'Search' }).click();
  const words = page.getByLabel('Search the course');
  await words.waitFor();
  expect(asked.filter((url) => url.includes('pagefind'))).toEqual([]);
  await words.press('s');
  await page.locator('#search .said:not(:empty)').waitFor();
  expect(asked.some((url) => url.includes('/my/notes/pagefind/'))).toBe(true);
});

test('Ctrl-K opens it, arrows go to a place and Enter there; Escape closes it', async () => {
  const page = await site.open('/course/');
  await page.keyboard.press('Control+k');
  const words = page.getByLabel('Search the course');
  await words.fill('prefetch');
  await page.locator('#search li').first().waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => words.isVisible()).toBe(false);
  await page.keyboard.press('Control+k');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  expect(await words.evaluate((each) => each.matches(':focus'))).toBe(true);
  await page.keyboard.press('ArrowDown');
  const address = await page.locator('#search a:focus').getAttribute('href');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**${address}`);
});

test('what is nowhere is not found, though its beginning is a word', async () => {
  const page = await site.open('/course/');
  await searchFor(page, 'SETEXXX');
  expect(await page.locator('#search .said').innerText()).toMatch(
    /^Nothing on “SETEXXX”. Try/,
  );
  expect(await page.locator('#search li').count()).toBe(0);
});

test('the key is a letter where one types, and nothing where keys are off', async () => {
  const page = await site.open('/redis/pub-sub/');
  await page.evaluate(() =>
    localStorage.setItem('roundtrip:single-keys', 'off'),
  );
  await page.keyboard.press('/');
  await page.keyboard.press('Control+k');
  const words = page.getByLabel('Search the course');
  await words.press('/');
  expect(await words.inputValue()).toBe('/');
});

test('a server that is gone is said to be', async () => {
  const page = await site.open('/course/');
  await page.route('**/pagefind/**', (route) => route.abort());
  await searchFor(page, 'incr');
  expect(await page.locator('#search .said').innerText()).toContain(
    'could not be loaded. Is this page still served?',
  );
});

test('markup that is found is shown as text', async () => {
  const page = await site.open('/course/');
  await searchFor(page, 'RedisHelper');
  await addresses(page);
  const inside = page.locator('#search li p > :not(mark)');
  expect(await inside.count()).toBe(0);
});

test.each(['light', 'dark'] as const)(
  'axe finds nothing in it, in the %s theme',
  async (colorScheme) => {
    const page = await site.open('/404.html', { colorScheme });
    await page.goto(`${site.url()}/course/`);
    await searchFor(page, 'prefetch');
    await addresses(page);
    expect(await axeFindings(page)).toEqual([]);
  },
);
