import { expect, test } from 'vitest';
import {
  CHAPTERS,
  OLD_ARTICLE,
  oldNames,
} from '../../src/course/old-article.ts';
import { projectFolder } from '../../src/course/project.ts';
import { openSite } from './open-site.ts';

const PATH = '/old-article/';
const sections = CHAPTERS.flatMap((chapter) => chapter.sections);

// The course itself: its lessons are what the page leads to.
const site = openSite({ course: projectFolder });

test('each section of the old article stands there, in its order', async () => {
  const page = await site.open(PATH);
  const ids = await page
    .locator('main h3')
    .evaluateAll((all) => all.map(({ id }) => id));
  expect(ids).toEqual(sections.map(({ id }) => id));
});

test('each leads to the lessons that cover it, by their titles', async () => {
  const page = await site.open(PATH);
  for (const { id, lessons } of OLD_ARTICLE) {
    const links = page.locator(`[aria-labelledby="${id}"] .taught a`);
    const names = await links.evaluateAll((all) =>
      all.map((link) => link.dataset['lesson']),
    );
    expect(names, id).toEqual(lessons);
    for (const link of await links.all()) {
      const [url, title] = await link.evaluate((each: HTMLAnchorElement) => [
        each.href,
        each.textContent,
      ]);
      const lesson = await (await fetch(url!)).text();
      expect(lesson, id).toContain(`<h1>${title}</h1>`);
    }
  }
});

test('each old name of a section is in what it shows', async () => {
  const page = await site.open(PATH);
  for (const { id, words } of sections) {
    const shown = page.locator(`[aria-labelledby="${id}"] .old-words li`);
    expect(await shown.allInnerTexts(), id).toEqual(words);
  }
});

test('the index leads from an old name to the sections that have it', async () => {
  const page = await site.open(PATH);
  const entries = await page.locator('.old-names li').evaluateAll((all) =>
    all.map((entry) => ({
      name: entry.querySelector('code')!.textContent,
      to: [...entry.querySelectorAll('a')].map(({ hash }) => hash),
    })),
  );
  expect(entries).toEqual(
    oldNames().map((each) => ({
      name: each.name,
      to: each.sections.map(({ id }) => `#${id}`),
    })),
  );
  await page.getByRole('link', { name: 'get_slabs 11' }).click();
  await page.locator('h3:target').waitFor();
  expect(await page.locator('h3:target').innerText()).toContain('Statistics');
});

test('a part that no lesson teaches yet says so', async () => {
  const page = await site.open(PATH);
  for (const section of CHAPTERS.at(-1)!.sections)
    if ('parts' in section) {
      const rows = page.locator(`[aria-labelledby="${section.id}"] .taught dd`);
      expect(await rows.count()).toBe(section.parts.length);
      for (const text of await rows.allInnerTexts()) expect(text).toMatch(/\S/);
    }
});

test('its contents name each section, and lead there', async () => {
  const page = await site.open(PATH);
  const hashes = await page
    .locator('.contents ol a')
    .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).hash));
  const ids = ['look-first', 'old-names', ...sections.map(({ id }) => id)];
  expect(hashes).toEqual(ids.map((id) => `#${id}`));
});

test('nothing in it is cut off on a telephone', async () => {
  const page = await site.open(PATH, { viewport: { width: 360, height: 780 } });
  const wide = await page
    .locator('main :is(:not(pre) > code, pre, a, span)')
    .evaluateAll((all) =>
      all
        .filter((each) => each.getBoundingClientRect().right > 340.5)
        .map((each) => each.textContent),
    );
  expect(wide).toEqual([]);
});

test('on paper are both sides and no contents', async () => {
  const page = await site.open(PATH, { viewport: { width: 658, height: 980 } });
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.contents').isVisible()).toBe(false);
  const side = (name: string) =>
    page.locator(`.then-now ${name}`).first().boundingBox();
  const [then, today] = [await side('dt'), await side('dd')];
  expect(today!.x).toBeGreaterThan(then!.x + then!.width);
  expect(Math.abs(today!.y - then!.y)).toBeLessThan(2);
});

test('without a script it is complete', async () => {
  const page = await site.open(PATH, { javaScriptEnabled: false });
  expect(await page.locator('.old:visible').count()).toBe(sections.length);
});
