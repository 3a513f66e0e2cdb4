import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import {
  afterAll,
  beforeAll,
  describe,
  expect,
  onTestFinished,
  test,
} from 'vitest';
import { projectFolder } from '../../src/course/project.ts';
import { axeFindings } from './axe-findings.ts';
import { KINDS, SCREENS } from './kinds.ts';
import { notesShifts, shifted } from './layout-shifts.ts';
import { openSite } from './open-site.ts';
import { pageWeight, type PageWeight } from './page-weight.ts';
import {
  asksForPieces,
  serveInPieces,
  type SlowSite,
} from './serve-in-pieces.ts';

const site = openSite({ course: projectFolder });

const WIDTHS = SCREENS.map(([width]) => width);
const KB = 1000;
/**
 * A hundredth of what counts as good: on a busy machine the font may come in
 * the 100 ms that it has, and move a word by a pixel.
 */
const SEEN = 0.001;
/** A row of a table that is cut moves its words by some pixels. */
const SEEN_IN_PIECES = 0.005;
/** Contrast on a long page takes minutes of a machine that is busy. */
const AXE_LIMIT = 240_000;

let slow: SlowSite;
beforeAll(async () => {
  slow = await serveInPieces(site.folder(), 12);
});
afterAll(() => slow?.close());

describe.each(KINDS)('%s', (address) => {
  let page: Page;
  let weight: PageWeight;
  const errors: string[] = [];

  beforeAll(async () => {
    const context = await site.browser().newContext({ colorScheme: 'light' });
    page = await context.newPage();
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    weight = await pageWeight(page, site.url() + address);
  });

  afterAll(() => page?.context().close());

  test('weighs at most 40 kB, 5 kB of it JavaScript, all from this site', () => {
    const { foreign, all, scripts, weights } = weight;
    expect(foreign).toEqual([]);
    expect(all, JSON.stringify([...weights])).toBeLessThanOrEqual(40 * KB);
    expect(scripts).toBeGreaterThan(0);
    expect(scripts).toBeLessThanOrEqual(5 * KB);
  });

  test('says no error to the console', () => {
    expect(errors).toEqual([]);
  });

  test('is drawn after one style sheet and one small script', async () => {
    const [sheets, scripts] = await page.evaluate(() => [
      document.querySelectorAll('link[rel=stylesheet]').length,
      document.querySelectorAll('script:not([type=module])').length,
    ]);
    expect([sheets, scripts]).toEqual([1, 1]);
  });

  test('says what it is: its language, its title, itself in a sentence', async () => {
    const head = await page.evaluate(() => ({
      doctype: document.doctype?.name,
      charset: document.characterSet,
      lang: document.documentElement.lang,
      viewport:
        document.querySelector<HTMLMetaElement>('[name=viewport]')?.content,
      headings: document.querySelectorAll('h1').length,
      description:
        document.querySelector<HTMLMetaElement>('[name=description]')
          ?.content ?? '',
      title: document.title,
    }));
    expect(head).toMatchObject({
      doctype: 'html',
      charset: 'UTF-8',
      lang: 'en',
      viewport: 'width=device-width, initial-scale=1',
      headings: 1,
    });
    expect(head.title).toContain('Roundtrip');
    expect(head.description.length).toBeGreaterThan(20);
    expect(head.description.length).toBeLessThanOrEqual(200);
  });

  test('has links that a crawler follows, and whose words say where to', async () => {
    const links = await page
      .locator('a:not([hidden])')
      .evaluateAll((all) =>
        all.map((each) => [
          each.getAttribute('href'),
          (each.ariaLabel ?? each.textContent).trim().toLowerCase(),
        ]),
      );
    const vague = /^(here|click here|more|this|link|read more|)$/;
    expect(links.filter(([to, words]) => !to || vague.test(words!))).toEqual(
      [],
    );
  });

  test('has pictures that keep their room while they load', async () => {
    const sizes = await page
      .locator('img')
      .evaluateAll((all) =>
        all.map(
          (each) => each.hasAttribute('width') && each.hasAttribute('height'),
        ),
      );
    expect(sizes.filter((known) => !known)).toEqual([]);
  });

  test('is no larger than a telephone draws at once', async () => {
    expect(await page.locator('*').count()).toBeLessThan(3500);
  });

  test('never scrolls sideways, and has no text that is too small', async () => {
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      const [content, smallest] = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        Math.min(
          ...[...document.querySelectorAll('main *')]
            .filter((each) => each.checkVisibility())
            .filter(({ childNodes: [first] }) => first?.nodeType === 3)
            .map((each) => parseFloat(getComputedStyle(each).fontSize)),
        ),
      ]);
      expect(content, `at ${width} px`).toBeLessThanOrEqual(width);
      expect(smallest).toBeGreaterThanOrEqual(10);
    }
  });

  /** A page of its own, so wide, which notes what moves in it. */
  async function opened(width: number): Promise<Page> {
    const viewport = { width, height: 800 };
    const context = await site.browser().newContext({ viewport });
    onTestFinished(() => context.close());
    const page = await context.newPage();
    await notesShifts(page);
    return page;
  }

  test.each(WIDTHS)(
    'does not move while it loads, %i px wide',
    async (width) => {
      const page = await opened(width);
      await page.goto(site.url() + address, { waitUntil: 'networkidle' });
      expect(await shifted(page)).toBeLessThan(SEEN);
    },
  );

  test.each(WIDTHS)(
    'nor while it comes in pieces, %i px wide',
    async (width) => {
      const page = await opened(width);
      await asksForPieces(page);
      await page.goto(slow.url + address, { waitUntil: 'networkidle' });
      expect(slow.left()).toBe(0);
      expect(await shifted(page)).toBeLessThan(SEEN_IN_PIECES);
    },
  );

  test(
    'has nothing that axe finds, nor in its contrast in the dark',
    async () => {
      // The first page plays, and a sentence that fades in has no contrast yet.
      if ((await page.locator('.played').count()) > 0)
        await page.locator('.played[data-open] input').press('End');
      expect(await axeFindings(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await axeFindings(page, ['color-contrast'])).toEqual([]);
    },
    AXE_LIMIT,
  );
});

test('no two pages have the same title, or describe themselves alike', () => {
  const heads = readdirSync(site.folder(), {
    recursive: true,
    encoding: 'utf8',
  })
    .filter((file) => file.endsWith('.html'))
    .map((file) => readFileSync(path.join(site.folder(), file), 'utf8'))
    .map((html) => [
      /<title>([^<]*)/.exec(html)![1],
      /name="description" content="([^"]*)/.exec(html)![1],
    ]);
  expect(heads.length).toBeGreaterThan(100);
  for (const side of [0, 1]) {
    const all = heads.map((head) => head[side]!);
    const twice = all.filter((each, at) => all.indexOf(each) !== at);
    expect(twice).toEqual([]);
  }
});
