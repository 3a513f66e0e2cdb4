import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lessonNames } from '../../src/course/lesson.ts';
import { projectFolder } from '../../src/course/project.ts';
import { axeFindings } from './axe-findings.ts';
import { brokenLinks } from './broken-links.ts';
import { openSite } from './open-site.ts';
import { pageWeight, type PageWeight } from './page-weight.ts';

// The course itself; what a page does is tested with the fixture.
const site = openSite({ course: projectFolder });

const KB = 1000;
const CONTRAST = ['color-contrast'];

/** The first lesson of each track: each track has an accent of its own. */
const FIRST = lessonNames().filter(
  (name, at, all) =>
    at === all.findIndex((each) => each.split('/')[0] === name.split('/')[0]),
);

test('all links and anchors of the course lead somewhere', () => {
  expect(brokenLinks(site.folder())).toEqual([]);
});

describe.each(lessonNames())('the page of %s', (name) => {
  // One page for all of its tests: there will be many lessons.
  let page: Page;
  let weight: PageWeight;

  beforeAll(async () => {
    const context = await site.browser().newContext({ colorScheme: 'light' });
    page = await context.newPage();
    weight = await pageWeight(page, `${site.url()}/${name}/`);
  });

  afterAll(() => page?.context().close());

  test('weighs at most 40 kB, 5 kB of it JavaScript, all from this site', () => {
    const { foreign, all, scripts, weights } = weight;
    expect(foreign).toEqual([]);
    expect(all, JSON.stringify([...weights])).toBeLessThanOrEqual(40 * KB);
    expect(scripts).toBeGreaterThan(0);
    expect(scripts).toBeLessThanOrEqual(5 * KB);
  });

  test('has nothing that axe finds', async () => {
    // Contrast takes half a minute, and is of the styles that all pages have.
    expect(await axeFindings(page, undefined, CONTRAST)).toEqual([]);
  });

  if (FIRST.includes(name))
    test('has the contrast that axe wants, in the light and in the dark', async () => {
      expect(await axeFindings(page, CONTRAST)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await axeFindings(page, CONTRAST)).toEqual([]);
    });

  test('opens its program at its code, with its header above', async () => {
    const [above, first] = await page
      .locator('.in-bench .source:visible pre')
      .evaluate((pre) => {
        const line = pre.querySelector('.first')!.getBoundingClientRect();
        const { top, height } = pre.getBoundingClientRect();
        const hidden = pre.scrollHeight - pre.clientHeight - pre.scrollTop;
        // It cannot be scrolled further than to its end.
        return [hidden > 0 ? line.top - top : 0, height];
      });
    expect(above).toBeGreaterThan(-1);
    expect(above).toBeLessThan(first! / 2);
  });

  test('shows what a run gave from its first line, on a small laptop', async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const bench = page.locator('.in-bench');
    await bench.getByRole('button', { name: 'Run' }).click();
    await bench.and(page.locator('[data-state="ended"]')).waitFor();
    const hidden = await bench
      .locator('.output pre')
      .evaluateAll(
        (all) =>
          all.filter((each) => each.scrollTop > 0 || each.clientHeight < 60)
            .length,
      );
    expect(hidden).toBe(0);
    const bottom = await bench
      .locator('.said')
      .evaluate((each) => each.getBoundingClientRect().bottom);
    expect(bottom).toBeLessThanOrEqual(800);
  });

  test('does not scroll sideways on a telephone', async () => {
    await page.setViewportSize({ width: 360, height: 780 });
    expect(
      await page.evaluate('document.documentElement.scrollWidth'),
    ).toBeLessThanOrEqual(360);
  });
});
