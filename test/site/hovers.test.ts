import { expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { openSite } from './open-site.ts';

const site = openSite();
const lesson = '/redis/greeting/';
const region = 'figure:has(.region:text("greet"))';

/** Moves the pointer onto a word of the region. */
async function pointAt(page: Page, word: string) {
  const code = page.locator(`${region} pre`).last();
  await code.scrollIntoViewIfNeeded();
  const spot = await code.evaluate((pre, wanted) => {
    const walker = document.createTreeWalker(pre, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.textContent!.indexOf(wanted);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + wanted.length);
      const { x, y, width, height } = range.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    }
    throw new Error(`"${wanted}" is not in the code`);
  }, word);
  // The first move fetches the types, the second finds them there.
  await page.mouse.move(spot.x - 1, spot.y);
  await page.mouse.move(spot.x, spot.y);
}

test('pointing at a name shows its type, and Escape closes it', async () => {
  const page = await site.open(lesson);
  const box = page.locator('#hover');
  await pointAt(page, 'sentences');
  await expect
    .poll(async () => {
      await pointAt(page, 'sentences');
      return (await box.count()) > 0 ? box.innerText() : '';
    })
    .toContain('sentences(names: string[]): string[]');
  expect(await box.innerText()).toContain('What the speaker says, in order.');
  await page.keyboard.press('Escape');
  expect(await box.isVisible()).toBe(false);
});

test('types are reached by keyboard, name by name', async () => {
  const page = await site.open(lesson);
  const code = page.locator(`${region} pre`).last();
  await code.focus();
  await page.keyboard.press('Enter');
  const box = page.locator('#hover');
  await box.waitFor();
  expect(await box.innerText()).toBe('const names: string[]');
  await page.keyboard.press('ArrowRight');
  expect(await box.innerText()).toBe('const sentence: string');
  await page.keyboard.press('ArrowLeft');
  expect(await box.innerText()).toBe('const names: string[]');
  await page.keyboard.press('Escape');
  expect(await box.isVisible()).toBe(false);
});

test('the button “types” does the same', async () => {
  const page = await site.open(lesson);
  await page.locator(`${region} .types`).last().click();
  await page.locator('#hover').waitFor();
  expect(
    await page
      .locator(`${region} pre`)
      .last()
      .evaluate((pre) => pre === document.activeElement),
  ).toBe(true);
});

test('types are no part of the page until someone asks', async () => {
  const page = await site.open(lesson);
  expect(await page.content()).not.toContain('names: string[]): string[]\n');
  expect(await page.locator('#hover').count()).toBe(0);
  const asked = page.waitForRequest(
    /\/hovers\/redis\/greeting\/speaker\.ts\.json$/,
  );
  await page.locator(`${region} pre`).last().hover();
  await asked;
});
