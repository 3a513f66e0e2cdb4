import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { openSite } from './open-site.ts';

const site = openSite();
const lesson = '/redis/greeting/';
const block = 'main > figure:has(.region:text("greet"))';

/** The lines of the bench that are lit so, by number. */
function lit(page: Page, light: 'at' | 'lit', place = '.in-bench') {
  return page
    .locator(`${place} .${light}[data-n]`)
    .evaluateAll((all) =>
      all.map((each) => Number((each as HTMLElement).dataset.n)),
    );
}

describe('an address of a line', () => {
  test('shows its file and lights the line, and runs nothing', async () => {
    const page = await site.open(`${lesson}#redis/greeting/speaker.ts:17`);
    await expect.poll(() => lit(page, 'at')).toEqual([17]);
    const bench = page.locator('.in-bench');
    expect(
      await bench.getByRole('radio', { name: 'speaker.ts' }).isChecked(),
    ).toBe(true);
    expect(await bench.locator('.at').isVisible()).toBe(true);
    expect(await bench.getAttribute('data-state')).toBeNull();
  });

  test('leads to an example in the flow too', async () => {
    const page = await site.open(`${lesson}#redis/wrong-type.ts:10`);
    await expect.poll(() => lit(page, 'at', '.bench')).toEqual([10]);
    // It may be on its way there, smoothly.
    await expect
      .poll(() =>
        page.locator('.at').evaluate((line) => {
          const { top, bottom } = line.getBoundingClientRect();
          return top >= 0 && bottom <= innerHeight;
        }),
      )
      .toBe(true);
  });

  test('of a page without that file changes nothing', async () => {
    const page = await site.open(`${lesson}#redis/unknown/file.ts:1`);
    expect(await lit(page, 'at')).toEqual([]);
  });

  test('is made by a click on a number, and goes back and forth', async () => {
    const page = await site.open(lesson);
    const number = async (line: number) => {
      const spot = page.locator(`.in-bench [data-n="${line}"]:visible`);
      await spot.click({ position: { x: 4, y: 8 } });
      await expect.poll(() => lit(page, 'at')).toEqual([line]);
    };
    await number(9);
    await number(10);
    expect(new URL(page.url()).hash).toBe('#redis/greeting/listener.ts:10');
    await page.goBack();
    await expect.poll(() => lit(page, 'at')).toEqual([9]);
    await page.goForward();
    await expect.poll(() => lit(page, 'at')).toEqual([10]);
    await page.reload();
    await expect.poll(() => lit(page, 'at')).toEqual([10]);
  });

  test('goes line by line with j and k', async () => {
    const page = await site.open(`${lesson}#redis/greeting/speaker.ts:16`);
    await expect.poll(() => lit(page, 'at')).toEqual([16]);
    await page.keyboard.press('k');
    // Line 15 is a marker, which is not shown.
    await expect.poll(() => lit(page, 'at')).toEqual([14]);
    await page.keyboard.press('j');
    await expect.poll(() => lit(page, 'at')).toEqual([16]);
    expect(new URL(page.url()).hash).toBe('#redis/greeting/speaker.ts:16');
  });

  test('lights the same line in a program that was edited above it', async () => {
    const page = await site.open(lesson);
    const bench = page.locator('.in-bench');
    await bench.getByRole('button', { name: 'Edit' }).click();
    await bench.getByRole('textbox').waitFor();
    await page.keyboard.type('// one\n// more\n');
    await page.goto(`${site.url()}${lesson}#redis/greeting/listener.ts:9`);
    await page.reload();
    const at = bench.locator('.cm-line.at');
    await at.waitFor();
    expect(await at.innerText()).toBe("console.log('listening');");
  });
});

describe('a block of the prose and the bench', () => {
  test('are lit together by the pointer', async () => {
    const page = await site.open(lesson);
    const code = page.locator(`${block} pre`).last();
    await code.hover();
    await expect.poll(() => lit(page, 'lit')).toEqual([14, 16, 17, 18]);
    const tab = page.locator('.in-bench label', { hasText: 'speaker.ts' });
    expect(await tab.getAttribute('class')).toBe('lit');

    await tab.click();
    await page.locator('.in-bench [data-n="16"]:visible').hover();
    await expect.poll(() => lit(page, 'lit', block)).toEqual([14, 16, 17, 18]);
    await page.locator('h1').hover();
    await expect.poll(() => lit(page, 'lit', 'main')).toEqual([]);
  });

  test('are lit together by the focus', async () => {
    const page = await site.open(lesson);
    const code = page.locator(`${block} pre`).last();
    await code.focus();
    await expect.poll(() => lit(page, 'lit')).toEqual([14, 16, 17, 18]);
  });

  test('a click on the block opens its file, and so does Enter', async () => {
    const page = await site.open(lesson);
    const code = page.locator(`${block} pre`).last();
    const speaker = page.getByRole('radio', { name: 'speaker.ts' });
    await code.click();
    await expect.poll(() => speaker.isChecked()).toBe(true);
    await page.locator('.in-bench label', { hasText: 'listener' }).click();
    await code.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => speaker.isChecked()).toBe(true);
    expect(await code.evaluate((pre) => pre === document.activeElement)).toBe(
      true,
    );
  });
});
