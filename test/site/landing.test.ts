import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { exampleNames } from '../../src/course/example.ts';
import { lessonNames } from '../../src/course/lesson.ts';
import { formatProgress } from '../../src/course/progress.ts';
import { projectFolder } from '../../src/course/project.ts';
import { axeFindings } from './axe-findings.ts';
import { notesShifts, shifted } from './layout-shifts.ts';
import { openSite } from './open-site.ts';
import { pageWeight } from './page-weight.ts';

// The course itself: it has the example that the first page plays.
const site = openSite({ course: projectFolder });
const fixture = openSite();

const LAPTOP = { width: 1280, height: 800 };
const TELEPHONE = { width: 360, height: 780 };
const STEPS = 12;
const PLAYED = 30_000;

/** Opens the first page, where it plays, with a clock that a test can turn. */
async function openPlayed(options: BrowserContextOptions = {}) {
  const page = await site.open('/404.html', { viewport: LAPTOP, ...options });
  await page.clock.install();
  await page.goto(`${site.url()}/`);
  await page.locator('.drawing').scrollIntoViewIfNeeded();
  await page.locator('[data-open]').waitFor();
  return page;
}

const stepOf = (page: Page) => page.getByLabel('Step', { exact: true });
const button = (page: Page, name: string) =>
  page.locator('.player').getByRole('button', { name });

/** How visible each of these is, where nothing moves any more. */
async function opacities(page: Page, selector: string) {
  await expect
    .poll(() => page.evaluate(() => document.getAnimations().length))
    .toBe(0);
  return page
    .locator(selector)
    .evaluateAll((all) => all.map((each) => getComputedStyle(each).opacity));
}

/** Goes to a step, without playing. */
async function goTo(page: Page, step: number) {
  await stepOf(page).fill(String(step));
  await expect.poll(() => button(page, 'Pause').count()).toBe(0);
}

/** What the queue has, as the page shows it: ready, unacked. */
const counts = (page: Page) =>
  page
    .locator('.counts b')
    .evaluateAll((all) => all.map((each) => each.dataset['now']));

describe('the run on the first page', () => {
  test('plays by itself, once, and ends with an empty queue', async () => {
    const page = await openPlayed();
    await button(page, 'Pause').waitFor();
    await page.clock.runFor(PLAYED);
    await button(page, 'Again').waitFor();
    expect(await stepOf(page).inputValue()).toBe(String(STEPS));
    expect(await counts(page)).toEqual(['0', '0']);
    expect(new Set(await opacities(page, '.slip'))).toEqual(new Set(['0']));
    expect(await opacities(page, '.steps li')).toEqual([
      ...Array.from({ length: STEPS - 1 }, () => '0'),
      '1',
    ]);
  });

  test.each([LAPTOP, TELEPHONE])(
    'moves nothing while it plays, nor breaks the content policy, at %o',
    async (viewport) => {
      const page = await site.open('/404.html', { viewport });
      const errors: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text());
      });
      page.on('pageerror', (error) => errors.push(error.message));
      await notesShifts(page);
      await page.goto(`${site.url()}/`);
      await page.locator('.drawing').scrollIntoViewIfNeeded();
      await button(page, 'Again').waitFor({ timeout: PLAYED });
      expect(await shifted(page)).toBe(0);
      expect(errors).toEqual([]);
      const { width } = viewport;
      expect(
        await page.evaluate('document.documentElement.scrollWidth'),
      ).toBeLessThanOrEqual(width);
    },
  );

  test('stops when it is paused, and goes on from there', async () => {
    const page = await openPlayed();
    await page.clock.runFor(4000);
    await button(page, 'Pause').click();
    const paused = await stepOf(page).inputValue();
    await page.clock.runFor(PLAYED);
    expect(await stepOf(page).inputValue()).toBe(paused);
    expect(Number(paused)).toBeLessThan(STEPS);
    await button(page, 'Play').click();
    await page.clock.runFor(1500);
    expect(Number(await stepOf(page).inputValue())).toBeGreaterThan(
      Number(paused),
    );
  });

  test('plays again when it is over', async () => {
    const page = await openPlayed();
    await page.clock.runFor(PLAYED);
    await button(page, 'Again').click();
    await button(page, 'Pause').waitFor();
    expect(Number(await stepOf(page).inputValue())).toBeLessThan(STEPS);
  });

  test('is stepped through by keyboard, and each step is said', async () => {
    const page = await openPlayed();
    await button(page, 'Pause').focus();
    await page.keyboard.press('Enter');
    await goTo(page, 7);
    await page.keyboard.press('ArrowRight');
    expect(await stepOf(page).inputValue()).toBe('8');
    const killed = /8 of 12: worker-a is killed by SIGKILL/;
    expect(await stepOf(page).getAttribute('aria-valuetext')).toMatch(killed);
    await button(page, 'step back').focus();
    await page.keyboard.press('Enter');
    expect(await counts(page)).toEqual(['0', '1']);
    await button(page, 'step on').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText(killed).waitFor();
    await page.locator('.program').getByText("'SIGKILL'").waitFor();
    await page.keyboard.press('Enter');
    expect(await counts(page)).toEqual(['1', '0']);
  });

  test('shows its last frame at once, and all of its steps, where motion is not wanted', async () => {
    const page = await openPlayed({ reducedMotion: 'reduce' });
    expect(await stepOf(page).inputValue()).toBe(String(STEPS));
    await page.clock.runFor(PLAYED);
    await button(page, 'Again').waitFor();
    for (const shown of ['.row', '.steps li'])
      expect(new Set(await opacities(page, shown))).toEqual(new Set(['1']));
  });

  test('is complete without JavaScript', async () => {
    const page = await site.open('/', {
      viewport: TELEPHONE,
      javaScriptEnabled: false,
    });
    expect(await page.locator('.steps li:visible').count()).toBe(STEPS);
    await page.getByText('"invoice-3"').last().waitFor();
    expect(await page.locator('.program:visible').count()).toBe(1);
    expect(await page.locator('.player:visible').count()).toBe(0);
  });

  test('is printed as it ends, with all of its steps', async () => {
    const page = await openPlayed();
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await page.emulateMedia({ media: 'print' });
    expect(await counts(page)).toEqual(['0', '0']);
    for (const shown of ['.row', '.steps li'])
      expect(new Set(await opacities(page, shown))).toEqual(new Set(['1']));
    expect(await page.locator('.player:visible').count()).toBe(0);
  });

  test('stands there finished when its script does not come', async () => {
    const page = await site.open('/404.html', { viewport: LAPTOP });
    await page.route('**/played-run*.js', (route) => route.abort());
    await page.goto(`${site.url()}/`);
    await expect
      .poll(async () => new Set(await opacities(page, '.row')))
      .toEqual(new Set(['1']));
  });

  test('says what it was recorded on, and leads to its lesson', async () => {
    const page = await openPlayed();
    await page.getByText(/^A true run, recorded on RabbitMQ \d/).waitFor();
    await page.getByRole('link', { name: 'Run it yourself' }).click();
    await page.waitForURL('**/rabbitmq/acknowledgements/');
  });

  test.each(['light', 'dark'] as const)(
    'has nothing that axe finds in the %s, at its start, at the kill and at its end',
    async (colorScheme) => {
      const page = await openPlayed({ colorScheme });
      for (const step of [1, 8, STEPS]) {
        await goTo(page, step);
        await opacities(page, '.slip');
        expect(await axeFindings(page), `step ${step}`).toEqual([]);
      }
    },
  );
});

describe('the first page', () => {
  test('has its headline, its sentence and the run above the fold of a laptop', async () => {
    const page = await openPlayed();
    for (const part of ['h1', '.outcome', '.drawing', '.programs', '.player']) {
      const box = (await page.locator(part).first().boundingBox())!;
      expect(box.y + box.height, part).toBeLessThanOrEqual(LAPTOP.height);
    }
  });

  test('has the beginning of the run above the fold of a telephone', async () => {
    const page = await site.open('/', { viewport: TELEPHONE });
    const { y } = (await page.locator('.drawing').boundingBox())!;
    expect(y).toBeLessThan(TELEPHONE.height - 200);
  });

  test('weighs at most 40 kB, 5 kB of it JavaScript, 1.2 kB of that what plays', async () => {
    const page = await site.open('/404.html', { viewport: LAPTOP });
    const { foreign, all, scripts, weights } = await pageWeight(
      page,
      `${site.url()}/`,
    );
    const list = JSON.stringify([...weights]);
    const played = [...weights].filter(([path]) => path.includes('played-run'));
    expect(foreign).toEqual([]);
    expect(all, list).toBeLessThanOrEqual(40_000);
    expect(scripts, list).toBeLessThanOrEqual(5000);
    expect(played).toHaveLength(1);
    expect(played[0]![1]).toBeLessThanOrEqual(1200);
  });

  test('counts the lessons and the programs of the course', async () => {
    const page = await site.open('/');
    const text = await page.locator('.paths').innerText();
    expect(text).toContain(`${lessonNames().length} lessons, `);
    expect(text).toContain(`${exampleNames().length} complete programs`);
  });

  test('leads those who were here before to where they were, and moves nothing for it', async () => {
    const page = await site.open('/', { viewport: LAPTOP });
    const before = await page.locator('.played').boundingBox();
    // Both: at the first touch, marks are made anew of the progress.
    await page.evaluate(
      (progress) => {
        localStorage.setItem('roundtrip:progress', progress);
        localStorage.setItem(
          'roundtrip:marks',
          '{"status":{},"read":[],"at":"redis/pub-sub"}',
        );
      },
      formatProgress({
        at: { lesson: 'redis/pub-sub', time: '2026-01-02T03:04:05Z' },
        lessons: {},
        others: [],
      }),
    );
    await page.reload();
    const link = page.getByRole('link', { name: /^Resume: / });
    await link.waitFor();
    expect(await page.locator('.played').boundingBox()).toEqual(before);
    await link.click();
    await page.waitForURL('**/redis/pub-sub/');
  });

  test('names no lesson that is not there any more', async () => {
    const page = await site.open('/');
    await page.evaluate(() =>
      localStorage.setItem(
        'roundtrip:marks',
        '{"status":{},"read":[],"at":"redis/gone"}',
      ),
    );
    await page.reload();
    await page.locator('h1').waitFor();
    expect(await page.getByText(/^Resume/).count()).toBe(0);
  });

  test('does without the run in a course that lacks it', async () => {
    const page = await fixture.open('/');
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.locator('.played').count()).toBe(0);
    await page.getByText('2 lessons').waitFor();
  });
});
