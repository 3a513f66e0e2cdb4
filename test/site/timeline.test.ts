import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { axeFindings } from './axe-findings.ts';
import { openSite } from './open-site.ts';

const site = openSite();
const lesson = '/redis/greeting/';
const atOnce = { reducedMotion: 'reduce' } as const;

async function openTimeline(page: Page) {
  const bench = page.locator('.in-bench');
  await bench.locator('.views label', { hasText: 'Timeline' }).click();
  return bench;
}

/** A lesson whose bench has run, with its timeline in view. */
async function ranTimeline(options: object = {}) {
  const page = await site.open(lesson, { ...atOnce, ...options });
  const bench = await openTimeline(page);
  await bench.getByRole('button', { name: 'Run' }).click();
  const range = bench.getByRole('slider', { name: 'Event' });
  await range.waitFor();
  // It may be drawn anew when a consumer shows: until all of it is there.
  await expect
    .poll(() => bench.locator('.picture svg title').count(), {
      timeout: 30_000,
    })
    .toBe(STEPS.length);
  return { page, bench, range, picture: bench.locator('.picture') };
}

/** Lets the page have a recording of two thousand messages. */
async function giveMany(page: Page) {
  const many = Array.from({ length: 2000 }, (_, index) => ({
    t: 2 + Math.floor(index / 7),
    event: 'wire',
    pane: 'speaker',
    service: 'redis',
    connection: 1,
    from: index % 2 ? 'server' : 'client',
    text: `message ${index}`,
    trip: 1,
    length: 4,
    bytes: 'OjANCg==',
  }));
  const events = [
    { t: 1, event: 'start', pane: 'speaker' },
    ...many,
    { t: 900, event: 'end', outcome: 'finished', left: [] },
  ];
  await page.route('**/recordings/**', (route) =>
    route.fulfill({
      body: events.map((each) => JSON.stringify(each)).join('\n'),
    }),
  );
}

/** What the scrubber says. */
const said = (bench: Locator) => bench.locator('.scrubber p').innerText();

/** What can be read in the output of a pane. */
async function readable(bench: Locator, pane: string) {
  return bench
    .locator(`.output[data-pane="${pane}"] pre span`)
    .evaluateAll((all) =>
      all
        .filter((each) => getComputedStyle(each).visibility === 'visible')
        .map((each) => each.textContent)
        .join(''),
    );
}

const STEPS = [
  '1 ms, listener starts',
  '90 ms, listener writes: listening',
  '91 ms, listener connects to Redis',
  '95 ms, speaker starts',
  '96 ms, speaker connects to Redis',
  '100 ms, speaker to Redis: PUBLISH greetings "Hello, Ada & <all>"',
  '101 ms, Redis to speaker: 1',
  '101 ms, Redis to listener: message greetings "Hello, Ada & <all>"',
  '110 ms, speaker to Redis: PUBLISH greetings "Hello, Grace & <all>"',
  '111 ms, Redis to speaker: 1',
  '179 ms, the connection of speaker to Redis is closed by speaker',
  '180 ms, speaker writes: greetings: Hello, Ada & <all> ⏎ greetings: Hello, Grace & <all>',
  '185 ms, listener writes an error: nothing on greetings yet',
  '190 ms, speaker: exit code 0',
  '9200 ms, listener: ended with SIGKILL',
];

describe('the picture', () => {
  test('is not there before a run', async () => {
    const page = await site.open(lesson);
    const bench = await openTimeline(page);
    const timeline = bench.locator('.timeline');
    expect(
      await timeline.evaluate(
        (each) => getComputedStyle(each, '::before').content,
      ),
    ).toBe('"Not run yet."');
    expect(await bench.locator('.scrubber').innerText()).toBe('');
  });

  test('has a row each for who sends, the server, and who is sent to', async () => {
    const { picture } = await ranTimeline();
    const names = picture.locator('.names span');
    expect(await names.allInnerTexts()).toEqual([
      'speaker',
      'Redis',
      'listener',
    ]);
    const tops = await names.evaluateAll((all) =>
      all.map((each) => each.getBoundingClientRect().top),
    );
    expect(tops).toEqual([...tops].sort((a, b) => a - b));
  });

  test('has the events from left to right, and what each was', async () => {
    const { bench, picture } = await ranTimeline();
    const steps = picture.locator('svg title');
    await expect
      .poll(() => steps.evaluateAll((all) => all.map((e) => e.textContent)), {
        timeout: 30_000,
      })
      .toEqual(STEPS);
    expect(await picture.locator('.message').count()).toBe(5);
    const lefts = await picture
      .locator('.message')
      .evaluateAll((all) => all.map((e) => e.getBoundingClientRect().left));
    expect(lefts).toEqual([...lefts].sort((a, b) => a - b));
    await bench.getByText('The events as text').click();
    await expect
      .poll(() => bench.locator('.timeline li').allInnerTexts(), {
        timeout: 30_000,
      })
      .toEqual(STEPS);
  });

  test('cuts long pauses and writes how long they were', async () => {
    const { picture } = await ranTimeline();
    expect(await picture.locator('.cuts text').allTextContents()).toEqual([
      '89 ms',
      '68 ms',
      '9010 ms',
    ]);
  });

  test('says how a program ended', async () => {
    const { picture } = await ranTimeline();
    expect(await picture.locator('.end.wrong text').textContent()).toBe(
      'SIGKILL',
    );
    expect(await picture.locator('.end:not(.wrong)').count()).toBe(1);
  });

  test('tells sent from received by its strokes as well', async () => {
    const { picture } = await ranTimeline();
    const dashes = (from: string) =>
      picture
        .locator(`.from-${from} .shaft`)
        .first()
        .evaluate((each) => getComputedStyle(each).strokeDasharray);
    expect(await dashes('client')).toBe('none');
    expect(await dashes('server')).not.toBe('none');
  });

  test('grows while the run goes, and begins anew with the next', async () => {
    const page = await site.open(lesson);
    const bench = await openTimeline(page);
    const names = bench.locator('.picture .names span');
    await bench.getByRole('button', { name: 'Run' }).click();
    // Until something is sent to it, the listener is as any other.
    await expect.poll(() => names.allInnerTexts()).toContain('Redis');
    await bench.locator('.picture .end').waitFor({ state: 'attached' });
    expect(await names.allInnerTexts()).toEqual([
      'speaker',
      'Redis',
      'listener',
    ]);
    expect(await bench.getByRole('slider').count()).toBe(0);
    await bench.getByRole('button', { name: 'Stop' }).click();
    await bench.getByRole('slider').waitFor();
    await bench.getByRole('button', { name: 'Run' }).click();
    await bench.getByRole('slider').waitFor({ state: 'detached' });
  });
});

describe.each([360, 1440])('by keyboard alone, at %i px', (width) => {
  const viewport = { width, height: 900 };

  test('a run is stepped through, and each view is as of then', async () => {
    const { page, bench, range } = await ranTimeline({ viewport });
    expect(await said(bench)).toBe('the whole run: 15 events');
    expect(await readable(bench, 'listener')).toContain('listening');
    await page.keyboard.press('.');
    await expect.poll(() => said(bench)).toBe(STEPS[0]);
    expect(await readable(bench, 'listener')).toBe('');
    await range.focus();
    for (const step of STEPS.slice(1, 6)) {
      await page.keyboard.press('ArrowRight');
      expect(await said(bench)).toBe(step);
    }
    expect(await range.getAttribute('aria-valuetext')).toBe(STEPS[5]);
    expect(await readable(bench, 'listener')).toBe('listening\n');
    expect(await readable(bench, 'speaker')).toBe('');
    await page.keyboard.press(',');
    await expect.poll(() => said(bench)).toBe(STEPS[4]);
    await page.keyboard.press('End');
    expect(await said(bench)).toBe('the whole run: 15 events');
    await page.keyboard.press('Home');
    expect(await said(bench)).toBe(STEPS[0]);
  });

  test('a run is played, and paused', async () => {
    const page = await site.open(lesson, { ...atOnce, viewport });
    await giveMany(page);
    const bench = await openTimeline(page);
    await page.keyboard.press('r');
    await bench.getByRole('slider').waitFor();
    await page.keyboard.press('p');
    await bench.getByRole('button', { name: 'pause' }).waitFor();
    // It is far from its end: there are two thousand.
    await expect.poll(() => said(bench)).toMatch(/message \d/);
    const live = () => bench.locator('.scrubber p').getAttribute('aria-live');
    expect(await live()).toBe('off');
    await page.keyboard.press('p');
    await bench.getByRole('button', { name: 'play', exact: true }).waitFor();
    await page.keyboard.press('.');
    await expect.poll(live).toBe('polite');
  });
});

describe('the scrubber', () => {
  test('plays to the end of the run, and then shows all of it', async () => {
    const { page, bench, range } = await ranTimeline();
    await range.fill('12');
    await bench.getByRole('button', { name: 'play', exact: true }).click();
    await bench.getByRole('button', { name: 'pause' }).waitFor();
    await bench.getByText('the whole run: 15 events').waitFor();
    await bench.getByRole('button', { name: 'play', exact: true }).waitFor();
    expect(await page.locator('.veil').count()).toBe(0);
  });

  test('lights the line that caused a message, and its row in the wire', async () => {
    const { bench, range } = await ranTimeline();
    await bench.locator('.views label', { hasText: 'Wire' }).click();
    await bench.locator('.wire .closed').waitFor();
    await bench.locator('label', { hasText: 'speaker.ts' }).click();
    await range.fill('8');
    await bench.locator('.lit[data-n="17"]').waitFor();
    const now = bench.locator('.wire .now');
    expect(await now.innerText()).toContain('Grace');
    const shown = bench.locator('.wire .message:visible');
    expect(await shown.count()).toBe(4);
    await range.fill('9');
    expect(await shown.count()).toBe(5);
    expect(await bench.locator('.lit[data-n]').count()).toBe(0);
  });

  test('hides what was written later, and nothing changes its height', async () => {
    const { bench, range } = await ranTimeline();
    await bench.locator('.views label', { hasText: 'Output' }).click();
    const heights = () =>
      bench
        .locator('.output pre')
        .evaluateAll((all) => all.map((each) => each.scrollHeight));
    const before = await heights();
    await range.fill('2');
    expect(await readable(bench, 'listener')).toBe('listening\n');
    expect(
      await bench.getByText('exit code 0', { exact: true }).isVisible(),
    ).toBe(false);
    expect(await heights()).toEqual(before);
    await range.fill('15');
    expect(
      await bench.getByText('exit code 0', { exact: true }).isVisible(),
    ).toBe(true);
  });

  test('goes where the timeline is pressed', async () => {
    const { bench, picture } = await ranTimeline();
    const message = picture.locator('.from-client').nth(1);
    const box = (await message.locator('.shaft').boundingBox())!;
    await picture.page().mouse.click(box.x, box.y + 20);
    await expect.poll(() => said(bench)).toBe(STEPS[8]);
    expect(await message.getAttribute('class')).toContain('now');
    const veil = (await picture.locator('.veil').boundingBox())!;
    expect(veil.x).toBeGreaterThan(box.x);
  });

  test('begins with the whole of a run, also of the next one', async () => {
    const { bench, range } = await ranTimeline();
    await range.fill('3');
    await bench.getByRole('button', { name: 'Run' }).click();
    await expect.poll(() => said(bench)).toBe('the whole run: 15 events');
    expect(await readable(bench, 'listener')).toContain('listening');
  });

  test('shows all where the address names a message', async () => {
    const page = await site.open(
      `${lesson}#redis/greeting/wire/speaker/redis-1/3`,
    );
    await page.locator('.wire .message.at').waitFor();
    expect(await said(page.locator('.in-bench'))).toBe(
      'the whole run: 15 events',
    );
    expect(await page.locator('.wire .later').count()).toBe(0);
  });

  test('moves nothing around the bench when it comes', async () => {
    const page = await site.open(lesson, {
      ...atOnce,
      viewport: { width: 360, height: 780 },
    });
    const below = page.getByRole('heading', { name: 'What happened' });
    const before = await below.boundingBox();
    const bench = page.locator('.in-bench');
    await bench.locator('.run').evaluate((run: HTMLElement) => run.click());
    await bench.getByRole('slider').waitFor();
    expect(await below.boundingBox()).toEqual(before);
  });
});

test.each(['light', 'dark'] as const)(
  'axe finds nothing in the %s, with the timeline at an event',
  async (colorScheme) => {
    const { page, bench, range } = await ranTimeline({ colorScheme });
    await bench.getByText('The events as text').click();
    expect(await axeFindings(page)).toEqual([]);
    await range.fill('6');
    expect(await axeFindings(page)).toEqual([]);
  },
);

test('it scrolls sideways inside itself, by keyboard too', async () => {
  const { page, picture } = await ranTimeline({
    viewport: { width: 360, height: 780 },
  });
  await picture.focus();
  await page.keyboard.press('ArrowRight');
  await expect
    .poll(() => picture.evaluate((each) => each.scrollLeft))
    .toBeGreaterThan(0);
  const name = picture.locator('.names span').first();
  expect(await name.isVisible()).toBe(true);
  const [inner, outer] = await Promise.all(
    [name, picture].map((each) => each.boundingBox()),
  );
  expect(inner!.x).toBeGreaterThanOrEqual(outer!.x - 1);
  expect(
    await page.evaluate('document.documentElement.scrollWidth'),
  ).toBeLessThanOrEqual(360);
});

test('two thousand messages are drawn, some in each frame', async () => {
  const page = await site.open(lesson, atOnce);
  await giveMany(page);
  const bench = await openTimeline(page);
  await bench.getByRole('button', { name: 'Run' }).click();
  const range = bench.getByRole('slider');
  await range.waitFor();
  await bench
    .getByRole('img', { name: /^2001 events/ })
    .waitFor({ state: 'attached', timeout: 20_000 });
  await range.fill('1500');
  expect(await said(bench)).toContain('message 1499');
  await bench.locator('.picture .now').waitFor();
});

test('a run is played while its picture is still being drawn', async () => {
  const page = await site.open(lesson, atOnce);
  await giveMany(page);
  const bench = await openTimeline(page);
  const goOn = await holdFrames(page);
  await page.keyboard.press('r');
  await bench.getByRole('slider').waitFor();
  await page.keyboard.press('p');
  await expect.poll(() => said(bench)).toMatch(/message \d/);
  expect(await bench.locator('.picture svg').count()).toBe(0);
  await goOn();
  await bench.locator('.picture .veil').waitFor({ state: 'attached' });
});

/** Holds the page's next frames, until what comes back is called. */
async function holdFrames(page: Page): Promise<() => Promise<void>> {
  await page.evaluate(() => {
    const held: FrameRequestCallback[] = [];
    const usual = window.requestAnimationFrame;
    window.requestAnimationFrame = (draw) => held.push(draw);
    Object.assign(window, {
      drawOn() {
        window.requestAnimationFrame = usual;
        for (const draw of held) usual(draw);
      },
    });
  });
  return () => page.evaluate('drawOn()');
}
