import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { RunEvent } from '../../src/course/event.ts';
import type { ServerState } from '../../src/course/server-state.ts';
import { axeFindings } from './axe-findings.ts';
import { openSite } from './open-site.ts';
import { early, replayStates, states } from './run-with-states.ts';

const site = openSite();
const lesson = '/redis/greeting/';
const atOnce = { reducedMotion: 'reduce' } as const;

async function openState(page: Page) {
  const bench = page.locator('.in-bench');
  await bench.locator('.views label', { hasText: 'State' }).click();
  return { page, bench, state: bench.locator('.state') };
}

/** A lesson whose bench has replayed these events, with its state in view. */
async function ranState(
  events: RunEvent[] = states,
  options: Parameters<typeof site.open>[1] = {},
  left?: object[],
) {
  const page = await site.open(lesson, { ...atOnce, ...options });
  await replayStates(page, events, left);
  const opened = await openState(page);
  await opened.bench.getByRole('button', { name: 'Run' }).click();
  await opened.bench.getByText(/^Finished/).waitFor();
  await opened.state.locator('.left').waitFor();
  return opened;
}

test('what the run left behind comes first, as a sentence', async () => {
  const { state } = await ranState();
  expect(await state.locator(':scope > *').first().innerText()).toBe(
    'Left behind: 1 queue on RabbitMQ (jobs).',
  );
  const clean = await ranState([], {}, []);
  expect(await clean.state.innerText()).toBe('The run left nothing behind.');
});

test('RabbitMQ is a picture: queues with their messages, and what leads to them', async () => {
  const { state } = await ranState();
  const picture = state.locator('.picture svg');
  const fills = picture.locator('.fill');
  expect(await fills.allTextContents()).toEqual([
    '2 ready, 3 unacked',
    '1 ready, 0 unacked',
    '0 ready, 0 unacked',
  ]);
  const jobs = picture.locator('.queue').first();
  expect(await jobs.locator('rect.ready').count()).toBe(2);
  expect(await jobs.locator('rect.unacked').count()).toBe(3);
  expect(await jobs.locator('.kind').textContent()).toBe('1 consumer →');
  // Four from exchanges; one by its name only, from the default exchange.
  expect(await picture.locator('.edge').count()).toBe(5);
  expect(await picture.locator('.by-name .key').textContent()).toBe('jobs');
  expect(await picture.locator('.exchange .name').allTextContents()).toEqual(
    expect.arrayContaining(['default', 'all', 'news', 'unbound']),
  );
  const long = picture.locator('.key title');
  expect(await long.textContent()).toBe(
    'sport.europe.*.a-very-long-routing-key',
  );
});

test('the picture has a text form, which the keyboard opens', async () => {
  const { page, state } = await ranState();
  await state.locator('summary').focus();
  await page.keyboard.press('Enter');
  const lines = await state.locator('.held li').allInnerTexts();
  expect(lines).toEqual([
    'exchange all (fanout, durable)',
    'exchange news (topic, durable)',
    'exchange unbound (direct, not durable): nothing is bound to it, what is sent to it is dropped',
    'exchange all leads to exchange news',
    'exchange all leads to queue log',
    'exchange news leads to queue log by routing key error.#',
    'exchange news leads to queue log by routing key warn.#',
    'exchange news leads to queue sport by routing key sport.europe.*.a-very-long-routing-key',
    'the default exchange leads to queue jobs by routing key jobs',
    'queue jobs (classic, durable): 2 ready, 3 unacked, 1 consumer',
    'queue log (quorum, durable): 1 ready, 0 unacked, 0 consumers',
    'queue sport (classic, not durable, exclusive): 0 ready, 0 unacked, 2 consumers',
  ]);
});

test('the picture moves with the events, and a text that is open stays so', async () => {
  const page = await site.open(lesson);
  // Seconds between them, of which a replay keeps one at a time.
  const beats = [1000, 2000, 3000, 4000].map((t) => ({
    t,
    event: 'stdout' as const,
    pane: 'speaker',
    text: '.\n',
  }));
  const [first, ...rest] = states;
  await replayStates(page, [
    first!,
    ...beats,
    ...rest.map((each) => ({ ...each, t: 4000 }) as RunEvent),
  ]);
  const { bench, state } = await openState(page);
  const jobs = state.locator('.queue').first();
  await bench.getByRole('button', { name: 'Run' }).click();
  await jobs.locator('.fill', { hasText: '5 ready, 0 unacked' }).waitFor();
  await state.locator('summary').click();
  await jobs.locator('.fill', { hasText: '2 ready, 3 unacked' }).waitFor();
  expect(await state.locator('details').getAttribute('open')).not.toBeNull();
});

test('a queue with many messages is a bar', async () => {
  const [jobs, ...rest] = (early as Extract<ServerState, { queues: object }>)
    .queues;
  const full = {
    ...early,
    queues: [{ ...jobs!, ready: 30_000, unacked: 10_000 }, ...rest],
  } as ServerState;
  const { state } = await ranState([{ t: 1, event: 'state', state: full }]);
  const [held, waits] = await state
    .locator('.queue rect')
    .evaluateAll((all) =>
      all.map((each) => each.getBoundingClientRect().width),
    );
  expect(waits! / held!).toBeCloseTo(3, 0);
});

test('keys, items and rows are tables, with what is not listed counted', async () => {
  const { state } = await ranState();
  expect(await state.locator('caption').allInnerTexts()).toEqual([
    'Redis, the first 3 of 7 keys',
    'PostgreSQL, book, the first 2 of 30 rows',
    'PostgreSQL, tag, 0 rows',
  ]);
  const cart = state.getByRole('row', { name: /^cart/ });
  expect(await cart.getByRole('cell').allInnerTexts()).toEqual([
    '0',
    'hash',
    'in 1800 s',
    'apples: "3", pears: "<b>2</b>"',
  ]);
  const emma = state.getByRole('row', { name: /^2 Emma/ });
  expect(await emma.getByRole('cell').allInnerTexts()).toEqual([
    'Emma',
    'NULL',
    '1815-12-23 00:00:00+00',
    '2',
  ]);
});

test('a server that holds nothing says so', async () => {
  const empty: ServerState[] = [
    { service: 'memcached', items: [], more: 0 },
    { service: 'redis', keys: [], more: 0 },
    { service: 'rabbitmq', exchanges: [], bindings: [], queues: [], more: 0 },
    { service: 'postgres', tables: [], more: 0 },
  ];
  const { state } = await ranState(
    empty.map((each) => ({ t: 1, event: 'state', state: each })),
  );
  expect(await state.locator('.empty').allInnerTexts()).toEqual([
    'Memcached holds no item.',
    'Redis holds no key.',
    'RabbitMQ has no queue, and no exchange but its own.',
    'PostgreSQL has no table.',
  ]);
});

test('an item of memcached has flags and a number for CAS', async () => {
  const { state } = await ranState([
    {
      t: 1,
      event: 'state',
      state: {
        service: 'memcached',
        items: [
          {
            key: 'k',
            flags: 5,
            cas: '9007199254740993',
            length: 2,
            value: '"hi"',
          },
        ],
        more: 0,
      },
    },
  ]);
  const item = state.getByRole('row', { name: /^k/ });
  expect(await item.getByRole('cell').allInnerTexts()).toEqual([
    '5',
    '9007199254740993',
    'never',
    '"hi"',
  ]);
});

test('on a telephone nothing is wider than the page; what is scrolls by the keyboard', async () => {
  const { page, state } = await ranState(states, {
    viewport: { width: 360, height: 780 },
  });
  const wider = 'document.documentElement.scrollWidth > innerWidth';
  expect(await page.evaluate(wider)).toBe(false);
  const broad = state.locator('.rows, .picture');
  const unreachable = await broad.evaluateAll(
    (all) =>
      (all as HTMLElement[]).filter(
        (each) =>
          each.scrollWidth > each.clientWidth &&
          !(each.tabIndex === 0 && each.getAttribute('aria-label')),
      ).length,
  );
  expect(unreachable).toBe(0);
  const keys = state.getByRole('group', { name: 'Redis, the first' });
  await keys.focus();
  await page.keyboard.press('ArrowRight');
  await expect
    .poll(() => keys.evaluate((e) => e.scrollLeft))
    .toBeGreaterThan(0);
});

test('axe finds nothing, in the light and in the dark', async () => {
  const { page, state } = await ranState();
  await state.locator('summary').click();
  expect(await axeFindings(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await axeFindings(page, ['color-contrast'])).toEqual([]);
});

test('a page that no lab serves has nothing to look at again', async () => {
  const { state } = await ranState();
  expect(await state.getByRole('button', { name: 'look again' }).count()).toBe(
    0,
  );
});

test('without JavaScript what the recorded run left is there as text', async () => {
  const page = await site.open(lesson, { javaScriptEnabled: false });
  const bench = page.locator('[data-example="redis/wrong-type"]');
  await bench.locator('summary', { hasText: 'What it left' }).click();
  expect(
    await bench.getByRole('group', { name: 'Recorded state' }).innerText(),
  ).toBe('Redis:\n  greetings (list, expires in 60 s): "Ada & <all>"');
});

test('as of an event, it is what the servers held then', async () => {
  const { bench, state } = await ranState();
  const fill = state.locator('.queue .fill').first();
  await fill.filter({ hasText: '2 ready, 3 unacked' }).waitFor();
  const scrubber = bench.getByRole('slider');
  await scrubber.press('Home');
  await fill.filter({ hasText: '5 ready, 0 unacked' }).waitFor();
  expect(await state.locator('.held').count()).toBe(1);
  expect(await state.locator('.left').innerText()).toBe('The run goes on.');
  await scrubber.press('End');
  await fill.filter({ hasText: '2 ready, 3 unacked' }).waitFor();
  expect(await state.locator('.held').count()).toBe(4);
});
