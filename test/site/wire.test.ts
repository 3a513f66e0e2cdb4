import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { openSite } from './open-site.ts';

const site = openSite();
const lesson = '/redis/greeting/';
const atOnce = { reducedMotion: 'reduce' } as const;

async function openWire(page: Page) {
  const bench = page.locator('.in-bench');
  await bench.locator('.views label', { hasText: 'Wire' }).click();
  return bench;
}

/** A lesson whose bench has run, with its wire in view. */
async function ranWire() {
  const page = await site.open(lesson, atOnce);
  const bench = await openWire(page);
  expect(await bench.locator('.wire li').count()).toBe(0);
  await bench.getByRole('button', { name: 'Run' }).click();
  await bench.getByText(/^Finished/).waitFor();
  await bench.locator('.wire .closed').waitFor();
  return { page, bench, wire: bench.locator('.wire') };
}

test('a lane a connection, with who is at its ends and how often it waited', async () => {
  const { wire } = await ranWire();
  const heads = await wire.locator('.heads p').allInnerTexts();
  expect(heads.map((head) => head.split(/\s*\n\s*/))).toEqual([
    ['listener', 'Redis', '0 commands, 0 round trips'],
    ['speaker', 'Redis', '2 commands, 2 round trips; 3 more were not kept'],
  ]);
});

test('messages come in the order of time, in both directions, as words too', async () => {
  const { wire } = await ranWire();
  const named = wire.locator('.message:visible > button');
  expect(
    await named.evaluateAll((all) =>
      all.map((each) => each.getAttribute('aria-label')),
    ),
  ).toEqual([
    'speaker to Redis: PUBLISH greetings "Hello, Ada & <all>"',
    'Redis to speaker: 1',
    'Redis to listener: message greetings "Hello, Ada & <all>"',
    'speaker to Redis: PUBLISH greetings "Hello, Grace & <all>"',
    'Redis to speaker: 1',
  ]);
  expect(await wire.locator('.closed').innerText()).toBe('closed by speaker');
});

test('the set-up of a connection is one line, which opens', async () => {
  const { wire } = await ranWire();
  const hello = wire.getByRole('button', { name: 'HELLO 3' });
  expect(await hello.isVisible()).toBe(false);
  await wire.getByRole('button', { name: 'set-up: 1 messages' }).click();
  expect(await hello.isVisible()).toBe(true);
});

test('a message opens to its bytes and to the line that sent it', async () => {
  const { page, bench, wire } = await ranWire();
  await wire.getByRole('button', { name: /^speaker.*Ada/ }).click();
  const detail = wire.locator('.detail');
  expect(await detail.innerText()).toContain('at 100 ms, 40 bytes');
  expect(
    await detail.getByRole('group', { name: 'Bytes' }).innerText(),
  ).toMatch(/^0000 {2}50 55 42 4c 49 53 48 20 .* PUBLISH /);
  await detail.getByRole('link', { name: 'speaker.ts:17' }).click();
  await bench.locator('.at[data-n="17"]').waitFor();
  expect(new URL(page.url()).hash).toBe('#redis/greeting/speaker.ts:17');
});

describe('a message and its line', () => {
  test('are lit together, from both sides, with the prose', async () => {
    const { page, bench, wire } = await ranWire();
    const lit = bench.locator('.message.lit');
    await bench.locator('label', { hasText: 'speaker.ts' }).click();
    const prose = page.locator('main > figure:has(.region:text("greet")) .lit');
    await wire.getByRole('button', { name: /^speaker.*Ada/ }).hover();
    await bench.locator('.lit[data-n="17"]').waitFor();
    expect(await prose.count()).toBe(4);
    expect(await lit.count()).toBe(1);
    await bench.locator('[data-n="17"]:visible').hover();
    await expect.poll(() => lit.count()).toBe(2);
    await page.locator('h1').hover();
    await expect.poll(() => lit.count()).toBe(0);
  });
});

test('the heads of the lanes stay above what is scrolled under them', async () => {
  const { wire } = await ranWire();
  await wire.getByRole('button', { name: /^speaker.*Ada/ }).click();
  await wire.evaluate((each) => (each.scrollTop = 60));
  const covered = await wire.locator('.heads').evaluate((heads) => {
    const { left, width, top, height } = heads.getBoundingClientRect();
    const spots = [0.2, 0.4, 0.6, 0.8].flatMap((x) =>
      [0.2, 0.5, 0.8].map((y) => [left + width * x, top + height * y] as const),
    );
    return spots.filter(
      ([x, y]) => !heads.contains(document.elementFromPoint(x, y)),
    );
  });
  expect(covered).toEqual([]);
});

describe('the address of a message', () => {
  const hash = '#redis/greeting/wire/speaker/redis-1/3';

  test('is made by opening it', async () => {
    const { page, wire } = await ranWire();
    await wire.getByRole('button', { name: /^speaker.*Grace/ }).click();
    expect(new URL(page.url()).hash).toBe(hash);
    await wire.locator('.message.at').waitFor();
    await page.goBack();
    await wire.locator('.message.at').waitFor({ state: 'detached' });
  });

  test('opens it in the recording, and runs nothing', async () => {
    const page = await site.open(lesson + hash);
    const wire = page.locator('.in-bench .wire');
    const open = wire.locator('.message.at');
    await open.waitFor();
    expect(await open.locator('button').innerText()).toContain('Grace');
    expect(await wire.locator('.detail').count()).toBe(1);
    await page.getByText(/wire of a recording, made on Redis 7.0.15/).waitFor();
    expect(
      await page.locator('.in-bench').getAttribute('data-state'),
    ).toBeNull();
    expect(
      await page.locator('.in-bench [role=log]').first().textContent(),
    ).toBe('');
  });
});

test('messages are one stop of Tab, and the arrow keys go among them', async () => {
  const { page, wire } = await ranWire();
  await wire.focus();
  await page.keyboard.press('Tab');
  const focused = () =>
    page.evaluate(() => document.activeElement?.textContent ?? '');
  expect(await focused()).toBe('set-up: 1 messages');
  await page.keyboard.press('ArrowDown');
  expect(await focused()).toContain('Ada');
  await page.keyboard.press('End');
  expect(await focused()).toBe('1');
  await page.keyboard.press('Tab');
  expect(
    await page.evaluate(() => document.activeElement?.closest('.wire')),
  ).toBeNull();
});

test('a second run begins with an empty wire', async () => {
  const { bench, wire } = await ranWire();
  const first = await wire.locator('li').first().elementHandle();
  await bench.getByRole('button', { name: 'Run' }).click();
  await expect
    .poll(() => first!.evaluate((row) => row.isConnected))
    .toBe(false);
  await wire.locator('.closed').waitFor();
  expect(await wire.locator('.message').count()).toBe(6);
});

test('two thousand messages are shown, and a press is answered meanwhile', async () => {
  const page = await site.open(lesson, atOnce);
  const lane = { pane: 'speaker', service: 'redis', connection: 1 };
  const many = Array.from({ length: 2000 }, (_, index) => ({
    t: 2,
    event: 'wire',
    ...lane,
    from: index % 2 ? 'server' : 'client',
    text: `message ${index}`,
    trip: 1,
    length: 4,
    bytes: 'OjANCg==',
  }));
  const events = [
    {
      t: 0,
      event: 'start',
      example: 'redis/greeting',
      panes: ['speaker'],
      verified: {},
    },
    ...many,
    { t: 3, event: 'end', outcome: 'finished', left: [] },
  ];
  await page.route('**/recordings/**', (route) =>
    route.fulfill({
      body: events.map((each) => JSON.stringify(each)).join('\n'),
    }),
  );
  const bench = await openWire(page);
  await bench.getByRole('button', { name: 'Run' }).click();
  await bench.getByText('1000 commands, 1 round trip').waitFor();
  // Some in each frame; a machine that is busy has few of these.
  await expect
    .poll(() => bench.locator('.message').count(), { timeout: 30_000 })
    .toBe(2000);
  // No frame made more rows than one can wait for.
  await bench
    .getByRole('button', { name: 'message 0', exact: false })
    .first()
    .click();
  await bench.locator('.detail').waitFor();
});

test('without JavaScript the recorded wire is there as text', async () => {
  const page = await site.open(lesson, { javaScriptEnabled: false });
  const bench = page.locator('.in-bench');
  await bench.locator('.wire-text summary').click();
  expect(await bench.locator('.wire-text pre').innerText()).toBe(
    [
      'listener, Redis: 0 commands, 0 round trips',
      'speaker, Redis: 2 commands, 2 round trips; 3 more were not kept',
      '',
      'speaker, Redis  → PUBLISH greetings "Hello, Ada & <all>"',
      'speaker, Redis  ← 1',
      'listener, Redis ← message greetings "Hello, Ada & <all>"',
      'speaker, Redis  → PUBLISH greetings "Hello, Grace & <all>"',
      'speaker, Redis  ← 1',
    ].join('\n'),
  );
});
