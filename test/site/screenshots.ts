// Takes a picture of each kind of page, at four widths, in light and dark,
// to be looked at: `node test/site/screenshots.ts [--course FOLDER] [path…]`.
// They land below .cache/screenshots.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Page } from 'playwright-core';
import { buildSite } from './build-site.ts';
import { launchOptions } from './browser.ts';
import { serve } from './serve.ts';

const { values, positionals } = parseArgs({
  options: { course: { type: 'string' } },
  allowPositionals: true,
});
const pages = positionals.length
  ? positionals
  : ['/', '/redis/greeting/', '/404.html'];
const folder = path.resolve('.cache/screenshots');
mkdirSync(folder, { recursive: true });

const widths = [
  [360, 780],
  [768, 1024],
  [1280, 800],
  [1680, 1000],
] as const;

/** No picture is higher than this: it could not be read. */
const HIGHEST = 1600;

/** The page as one sees it, and the whole of it in pieces. */
async function take(page: Page, name: string) {
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
  const { width } = page.viewportSize()!;
  const whole = await page.evaluate('document.documentElement.scrollHeight');
  for (let y = 0; y < Number(whole); y += HIGHEST) {
    const height = Math.min(HIGHEST, Number(whole) - y);
    await page.screenshot({
      path: path.join(folder, `${name}-piece-${y / HIGHEST + 1}.png`),
      fullPage: true,
      clip: { x: 0, y, width, height },
    });
  }
}

/** An edit, and the wire of a run with a message that is open. */
async function useBench(page: Page) {
  const bench = page.locator('.bench').first();
  await bench.locator('.views label', { hasText: 'Wire' }).click();
  await bench.locator('.edit').click();
  await bench.getByRole('textbox').waitFor();
  await page.keyboard.type('// mine\n');
  await bench.locator('.message:visible > button').first().click();
  await bench.locator('.detail').waitFor();
}

const site = await buildSite(
  values.course ? { course: path.resolve(values.course) } : {},
);
const server = await serve(site);
const browser = await chromium.launch(await launchOptions());
try {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [width, height] of widths) {
      const page = await browser.newPage({
        viewport: { width, height },
        colorScheme,
      });
      for (const address of pages) {
        await page.goto(server.url + address);
        const slug = address.replaceAll('/', '') || 'home';
        await take(page, `${slug}-${colorScheme}-${width}`);
        if ((await page.locator('.run').count()) === 0) continue;
        await page.locator('.run').first().click();
        await page.locator('[data-state="ended"]').first().waitFor();
        await page.locator('.choice summary').first().click();
        await take(page, `${slug}-ran-${colorScheme}-${width}`);
        await useBench(page);
        await take(page, `${slug}-bench-${colorScheme}-${width}`);
      }
      await page.close();
    }
  }
} finally {
  await browser.close();
  await server.close();
}
console.log(`Pictures of ${pages.join(', ')} are in ${folder}.`);
