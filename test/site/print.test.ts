import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openSite } from './open-site.ts';

const site = openSite();

/** A page as it is printed on A4: as wide as the paper is within margins. */
async function onPaper(
  path: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const viewport = { width: 658, height: 980 };
  const page = await site.open(path, { viewport, ...options });
  await page.emulateMedia({ media: 'print' });
  if (options.javaScriptEnabled !== false && path !== '/teach/')
    await page.locator('.printed').first().waitFor();
  return page;
}

const lesson = '/redis/greeting/';

test('nothing that is pressed is printed, nor what leads around the site', async () => {
  const page = await onPaper(lesson);
  for (const control of [
    'button',
    'input',
    '.masthead',
    '.map',
    '.views',
    '.themes',
    '.lesson-foot',
    '.anchor',
  ]) {
    const all = page.locator(control);
    expect(await all.count(), control).toBeGreaterThan(0);
    expect(await all.filter({ visible: true }).count(), control).toBe(0);
  }
});

test.each([658, 1280, 1680])(
  'every file of a bench is printed, whole and by its name, %i px wide',
  async (width) => {
    const page = await onPaper(lesson, { viewport: { width, height: 900 } });
    const files = page.locator('.in-bench .files .source');
    expect(await files.count()).toBe(3);
    for (const file of await files.all()) {
      expect(await file.locator('.file').isVisible()).toBe(true);
      const [shown, whole] = await file
        .locator('pre')
        .evaluate((pre) => [pre.clientHeight, pre.scrollHeight]);
      expect(shown).toBe(whole);
      expect(shown).toBeGreaterThan(50);
    }
  },
);

test.each([true, false])(
  'below a program stands its recorded output (scripts: %s)',
  async (javaScriptEnabled) => {
    const page = await onPaper(lesson, { javaScriptEnabled });
    const outputs = page.locator('.in-bench .recorded');
    expect(await outputs.count()).toBe(2);
    for (const output of await outputs.all()) {
      expect(await output.isVisible()).toBe(true);
      expect(await output.innerText()).not.toBe('');
    }
    expect(await page.getByText('Not run yet').count()).toBe(0);
    const panes = page
      .locator('.in-bench [role=log]')
      .filter({ visible: true });
    expect(await panes.count()).toBe(0);
  },
);

test('a short wire is printed as text', async () => {
  const page = await onPaper(lesson);
  const wire = page.locator('.in-bench .wire-text pre');
  expect(await wire.isVisible()).toBe(true);
});

test('on the screen again, a bench is as before', async () => {
  const page = await onPaper(lesson);
  await page.emulateMedia({ media: 'screen' });
  await expect.poll(() => page.locator('.printed').count()).toBe(0);
});

test('hints and the solution are not printed, also where they are open; there is room for the answer', async () => {
  const page = await site.open(lesson);
  await page.locator('.hint > summary').first().click();
  await page.getByRole('button', { name: 'Solution' }).click();
  await page.getByRole('button', { name: 'show me' }).click();
  await page.locator('.diff').waitFor();
  const screen = page.locator('.answer-room');
  expect(await screen.isVisible()).toBe(false);
  await page.emulateMedia({ media: 'print' });
  for (const each of ['.hint', '.solution', '.solution pre'])
    expect(await page.locator(each).first().isVisible(), each).toBe(false);
  const stub = page.locator('.exercise .source pre').first();
  expect(await stub.isVisible()).toBe(true);
  expect((await screen.boundingBox())!.height).toBeGreaterThan(200);
});

test('a choice that was pressed is printed as an open question', async () => {
  const page = await site.open(lesson);
  for (const choice of await page.locator('.choice summary').all())
    await choice.click();
  await page.emulateMedia({ media: 'print' });
  const marks = await page
    .locator('.choice > summary')
    .evaluateAll((all) =>
      all.map((each) => getComputedStyle(each, '::before').content),
    );
  expect(marks.length).toBeGreaterThan(1);
  expect(new Set(marks)).toEqual(new Set(['"○"']));
  const feedback = page.locator('.feedback').filter({ visible: true });
  expect(await feedback.count()).toBe(0);
});

test.each([lesson, '/teach/', '/memcached/first-words/'])(
  'no text of %s is wider than the page, and none has to be scrolled',
  async (path) => {
    const page = await onPaper(path);
    const wide = await page.locator('main *').evaluateAll((all) =>
      all
        .filter((each) => each.checkVisibility())
        .filter(
          (each) =>
            each.getBoundingClientRect().right > innerWidth + 1 ||
            (each.matches('pre, .table') &&
              each.scrollWidth > each.clientWidth + 1),
        )
        .map((each) => each.outerHTML.slice(0, 80)),
    );
    expect(wide).toEqual([]);
  },
);

test('a very long line of code goes on below', async () => {
  const page = await onPaper(lesson);
  const pre = page.locator('.in-bench .source pre').first();
  const [width, room] = await pre.evaluate((each) => {
    each.querySelector('[data-n]')!.append(' x'.repeat(20), 'y'.repeat(400));
    return [each.scrollWidth, each.clientWidth];
  });
  expect(width).toBeLessThanOrEqual(room!);
});

test.each([
  ['by the system', false],
  ['by choice', true],
])(
  'where the screen is dark %s, the page is black on white',
  async (_, chosen) => {
    const page = await site.open(lesson, {
      colorScheme: chosen ? 'light' : 'dark',
    });
    if (chosen) await page.getByLabel('dark').check();
    await page.emulateMedia({ media: 'print' });
    const inks = await page
      .locator('main :is(h1, p, a, pre, code, i, summary)')
      .evaluateAll((all) =>
        all
          .filter((each) => each.checkVisibility())
          .map((each) =>
            getComputedStyle(each).color.match(/\d+/g)!.map(Number),
          ),
      );
    const lightest = Math.max(...inks.flat());
    expect(inks.length).toBeGreaterThan(20);
    expect(lightest).toBeLessThan(0x50);
    expect(
      await page.evaluate(
        () => getComputedStyle(document.body).backgroundColor,
      ),
    ).toBe('rgb(255, 255, 255)');
  },
);

test('printing itself takes the recorded output along', async () => {
  const page = await site.open(lesson);
  await page.evaluate(() => {
    addEventListener('beforeprint', () => {
      const printed = document.querySelectorAll('.printed .recorded').length;
      document.title = String(printed);
    });
  });
  await page.pdf({ format: 'A4' });
  expect(Number(await page.title())).toBeGreaterThan(1);
});
