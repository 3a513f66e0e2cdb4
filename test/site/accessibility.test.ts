import { axeFindings } from './axe-findings.ts';
import { describe, expect, test } from 'vitest';
import { openSite } from './open-site.ts';

const site = openSite();

describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
  test.each([
    ...['/', '/course/', '/redis/greeting/', '/teach/', '/404.html'],
    ...['/reference/', '/examples/redis/greeting/'],
  ])('axe finds nothing on %s', async (path) => {
    const page = await site.open(path, { colorScheme });
    expect(await axeFindings(page)).toEqual([]);
  });

  test('nor on a lesson with everything opened and run', async () => {
    const page = await site.open('/redis/greeting/', {
      colorScheme,
      reducedMotion: 'reduce',
    });
    for (const summary of await page.locator('summary').all())
      await summary.click();
    for (const run of await page.getByRole('button', { name: 'Run' }).all())
      await run.click();
    await expect
      .poll(() => page.locator('[data-state="ended"]').count())
      .toBe(2);
    await page.locator('.types').first().click();
    await page.locator('#hover').waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });

  test('nor while a program is edited, with a line lit and the keys listed', async () => {
    const page = await site.open('/redis/greeting/', { colorScheme });
    const bench = page.locator('.in-bench');
    await bench.getByRole('button', { name: 'Edit' }).click();
    await bench.getByRole('textbox').waitFor();
    await page.keyboard.type('const mine: number = 1; // new\n');
    await bench.getByRole('button', { name: 'reset listener.ts' }).waitFor();
    await page.locator('main > .source pre').last().hover();
    await page.locator('main > .source .lit').first().waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await bench.locator('.views label', { hasText: 'Wire' }).click();
    await bench.getByRole('button', { name: 'Run' }).click();
    await bench.getByText(/^Finished/).waitFor();
    await bench.locator('.set-up button').click();
    await bench.locator('.message > button').nth(1).click();
    await bench.locator('.detail').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await bench.getByRole('button', { name: 'Keys' }).click();
    await page.getByRole('dialog').waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });

  test('nor on a telephone, with the course’s map open', async () => {
    const page = await site.open('/redis/greeting/', {
      colorScheme,
      viewport: { width: 360, height: 780 },
    });
    await page.getByRole('button', { name: 'Course' }).click();
    expect(await axeFindings(page)).toEqual([]);
  });
});

test('what is scrolled by itself can be reached by keyboard', async () => {
  const page = await site.open('/redis/greeting/', {
    viewport: { width: 360, height: 780 },
  });
  const unreachable = await page
    .locator('body *')
    .evaluateAll((all) =>
      all
        .filter(
          (each) =>
            each.scrollWidth > each.clientWidth + 1 &&
            /auto|scroll/.test(getComputedStyle(each).overflowX) &&
            (each as HTMLElement).tabIndex < 0,
        )
        .map((each) => each.outerHTML.slice(0, 80)),
    );
  expect(unreachable).toEqual([]);
});
