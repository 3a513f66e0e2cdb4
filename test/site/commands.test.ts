import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectFolder } from '../../src/course/project.ts';
import { axeFindings } from './axe-findings.ts';
import { brokenLinks } from './broken-links.ts';
import { openSite } from './open-site.ts';
import { pageWeight, type PageWeight } from './page-weight.ts';

const site = openSite({ course: projectFolder });

const KB = 1000;
const CONTRAST = ['color-contrast'];
// It takes long, and is of the styles that all of these pages have.
const CONTRAST_OF = ['/reference/rabbitmq/', '/reference/errors/'];
const pages = ['memcached', 'redis', 'rabbitmq', 'orm', 'errors'].map(
  (page) => `/reference/${page}/`,
);

/** What a row says, line by line. */
const row = async (page: Page, id: string) =>
  (await page.locator(`[id="${id}"]`).innerText()).replace(/\s+/g, ' ');

test('incr has our client, memjs and python-memcached', async () => {
  const page = await site.open('/reference/memcached/');
  const incr = await row(page, 'incr');
  expect(incr).toContain('cache.incr(key, 5)');
  expect(incr).toContain('memjs cache.increment(');
  expect(incr).toContain('mc.incr(key, 5)');
  const heads = await page.locator('thead th').allInnerTexts();
  expect(heads).toEqual([
    'command',
    'our client',
    'what comes back',
    'python-memcached',
    'lessons, examples',
  ]);
});

test('who knows set_multi finds what it is here', async () => {
  const page = await site.open('/reference/memcached/');
  const set = await row(page, 'set');
  expect(set).toContain('mc.set_multi(');
  expect(set).toContain('cache.setMany(values, { prefix })');
});

test.each([
  ['set', 'redis.set(key, value)', 'r.set(key, value)'],
  ['scan', 'redis.scan(', 'r.scan(0'],
  ['eval', 'redis.eval(script', 'r.eval(script'],
  ['config-get', "redis.config('GET', 'dir')", 'r.config_get("dir")'],
])('Redis has %s', async (id, ioredis, python) => {
  const page = await site.open('/reference/redis/');
  const found = await row(page, id);
  expect(found).toContain(ioredis);
  expect(found).toContain(python);
});

test('a command that no recap names is there, as it crossed the wire', async () => {
  const page = await site.open('/reference/redis/');
  expect(await row(page, 'ping')).toMatch(/^PING \w+\.ping\(\)(?: copy)? PONG/);
});

test('basic.ack says what RabbitMQ does, and who teaches it', async () => {
  const page = await site.open('/reference/rabbitmq/');
  const ack = page.locator('#basic-ack');
  await expect.poll(() => ack.innerText()).toContain('channel.ack(message)');
  expect(await ack.innerText()).toContain('deletes the message');
  await ack.getByRole('link', { name: 'Acknowledgements' }).first().click();
  await page.waitForURL('**/rabbitmq/acknowledgements/');
});

test('em.flush has its counterpart in SQLAlchemy', async () => {
  const page = await site.open('/reference/orm/');
  const flush = await row(page, 'em-flush');
  expect(flush).toContain('em.flush()');
  expect(flush).toContain('session.commit()');
});

test('PRECONDITION_FAILED leads to its line, and to the lesson that explains it', async () => {
  const page = await site.open('/reference/errors/#precondition-failed');
  const error = page.locator('#precondition-failed');
  const said = await error.innerText();
  expect(said).toContain("inequivalent arg 'durable'");
  expect(said).toContain("assertQueue('hello', { durable: false })");
  const line = error.getByRole('link', { name: /listener\.ts:\d+/ });
  expect(await line.first().getAttribute('href')).toMatch(
    /examples\/rabbitmq\/precondition-failed\/#rabbitmq\/.*\.ts:\d+$/,
  );
  await error.getByRole('link', { name: 'A producer and a consumer' }).click();
  await page.waitForURL('**/rabbitmq/hello-queue/');
});

test('a call is copied by a press, and nothing with it', async () => {
  const page = await site.open('/reference/redis/', {
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const copy = page.getByRole('button', { name: 'copy redis.get(key)' });
  await copy.focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => copy.innerText()).toBe('copied');
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(
    'redis.get(key)',
  );
});

test('all links of these pages lead somewhere', () => {
  const broken = brokenLinks(site.folder());
  expect(broken.filter((link) => link.startsWith('/reference/'))).toEqual([]);
});

describe.each(pages)('%s', (address) => {
  // One page for all of its tests, as of a lesson.
  let page: Page;
  let weight: PageWeight;

  beforeAll(async () => {
    const context = await site.browser().newContext({ colorScheme: 'light' });
    page = await context.newPage();
    weight = await pageWeight(page, site.url() + address);
  });

  afterAll(() => page?.context().close());

  test('has ids that are there once', () => {
    const file = path.join(site.folder(), address, 'index.html');
    const html = readFileSync(file, 'utf8');
    const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id!);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });

  test('weighs at most 40 kB, 5 kB of it JavaScript', () => {
    expect(weight.foreign).toEqual([]);
    expect(weight.all).toBeLessThanOrEqual(40 * KB);
    expect(weight.scripts).toBeLessThanOrEqual(5 * KB);
  });

  test('has nothing that axe finds', async () => {
    expect(await axeFindings(page, undefined, CONTRAST)).toEqual([]);
  });

  if (CONTRAST_OF.includes(address))
    test('has the contrast that axe wants, in the light and in the dark', async () => {
      expect(await axeFindings(page, CONTRAST)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await axeFindings(page, CONTRAST)).toEqual([]);
    });

  test('never scrolls sideways, and axe finds nothing on a telephone', async () => {
    for (const width of [1280, 768, 360]) {
      await page.setViewportSize({ width, height: 800 });
      expect(
        await page.evaluate('document.documentElement.scrollWidth'),
      ).toBeLessThanOrEqual(width);
    }
    expect(await axeFindings(page, undefined, CONTRAST)).toEqual([]);
  });
});
