import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { projectFolder } from '../../src/course/project.ts';
import { axeFindings } from './axe-findings.ts';
import { brokenLinks } from './broken-links.ts';
import { openSite } from './open-site.ts';

const site = openSite({ course: projectFolder });

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

test.each(pages)(
  '%s never scrolls sideways, and has each id once',
  async (address) => {
    const page = await site.open(address);
    for (const width of [1280, 768, 360]) {
      await page.setViewportSize({ width, height: 800 });
      expect(
        await page.evaluate('document.documentElement.scrollWidth'),
      ).toBeLessThanOrEqual(width);
    }
    const ids = await page
      .locator('[id]')
      .evaluateAll((all) => all.map(({ id }) => id));
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  },
);

test('axe finds nothing in a table on a telephone', async () => {
  const page = await site.open('/reference/rabbitmq/', {
    viewport: { width: 360, height: 780 },
  });
  expect(await axeFindings(page)).toEqual([]);
});
