import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { openSite } from './open-site.ts';

const site = openSite();
const lesson = '/redis/greeting/';

/** What has the focus, in a few words. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { activeElement: each } = document;
    if (each?.matches('.editor')) return 'editor';
    return each?.textContent?.trim() ?? '';
  });
}

describe.each([360, 1440])('by keyboard alone, at %i px', (width) => {
  const viewport = { width, height: 900 };

  test('a program is chosen, edited, run and left', async () => {
    const page = await site.open(lesson, { viewport });
    const bench = page.locator('.in-bench');
    await page.keyboard.press('2');
    await expect
      .poll(() => bench.getByRole('radio', { name: 'speaker.ts' }).isChecked())
      .toBe(true);
    await page.keyboard.press('e');
    await expect.poll(() => focused(page)).toBe('editor');
    // Nothing was typed: Tab goes on, as everywhere.
    await page.keyboard.press('Tab');
    expect(await focused(page)).not.toBe('editor');
    await page.keyboard.press('Shift+Tab');
    expect(await focused(page)).toBe('editor');
    await page.keyboard.type('r');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('editor');
    await page.keyboard.press('Control+Enter');
    await bench.getByText(/^Finished/).waitFor();
    await page.keyboard.press('Escape');
    expect(await focused(page)).toBe('Edit');
    expect(await bench.getByRole('textbox').innerText()).toMatch(
      /^ {2}r\/\*\*/,
    );
  });

  test('a run is started and stopped by letters', async () => {
    const page = await site.open(lesson, { viewport });
    const bench = page.locator('.in-bench');
    await page.keyboard.press('r');
    await bench.getByText('listening', { exact: true }).waitFor();
    await page.keyboard.press('s');
    await bench.getByText(/^Stopped\./).waitFor();
  });

  test('Escape in the editor leaves it and lets the run go on', async () => {
    const page = await site.open(lesson, { viewport });
    const bench = page.locator('.in-bench');
    await page.keyboard.press('e');
    await expect.poll(() => focused(page)).toBe('editor');
    await page.keyboard.press('Control+Enter');
    await page.keyboard.press('Escape');
    expect(await focused(page)).toBe('Edit');
    await bench.getByText(/^Finished/).waitFor();
  });

  test('the keys are listed by ?, and closed by Escape', async () => {
    const page = await site.open(lesson, { viewport });
    await page.keyboard.press('?');
    const list = page.getByRole('dialog', { name: 'Keys' });
    await list.waitFor();
    expect(await list.getByText('run the program').first().isVisible()).toBe(
      true,
    );
    await page.keyboard.press('Escape');
    await list.waitFor({ state: 'hidden' });
  });
});

test('letters do nothing where one has turned them off, and that stays', async () => {
  const page = await site.open(lesson);
  const bench = page.locator('.in-bench');
  await bench.getByRole('button', { name: 'Keys' }).click();
  const list = page.getByRole('dialog', { name: 'Keys' });
  await list.getByRole('checkbox').uncheck();
  await list.getByRole('button', { name: 'close' }).click();
  await page.reload();
  const loaded = page.waitForResponse(/keys\.\w/);
  await page.keyboard.press('2');
  await loaded;
  // What a key would have done has been done when the next one opens the list.
  await page.keyboard.press('?');
  await list.waitFor();
  expect(
    await bench.getByRole('radio', { name: 'speaker.ts' }).isChecked(),
  ).toBe(false);
});

test('letters are letters where one types', async () => {
  const page = await site.open(lesson);
  const bench = page.locator('.in-bench');
  await bench.getByRole('button', { name: 'Edit' }).click();
  const editor = bench.getByRole('textbox');
  await editor.waitFor();
  await page.keyboard.type('r2?s');
  expect(await editor.innerText()).toMatch(/^r2\?s/);
  expect(await page.getByRole('dialog').count()).toBe(0);
  expect(await bench.getAttribute('data-state')).toBeNull();
});
