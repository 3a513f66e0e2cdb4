// Takes a picture of each kind of page, at four widths, in light and dark,
// to be looked at: `node test/site/screenshots.ts [--course FOLDER] [path…]`.
// They land below .cache/screenshots. Before that, a bench is run and edited,
// and the search asked.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Page } from 'playwright-core';
import { projectFolder } from '../../src/course/project.ts';
import { KINDS, SCREENS } from './kinds.ts';
import { buildSite } from './build-site.ts';
import { launchOptions } from './browser.ts';
import { serve } from './serve.ts';

const { values, positionals } = parseArgs({
  options: { course: { type: 'string' } },
  allowPositionals: true,
});
const pages = positionals.length ? positionals : KINDS;
const folder = path.resolve('.cache/screenshots');
mkdirSync(folder, { recursive: true });

/** No picture is higher than this: it could not be read. */
const HIGHEST = 1600;

/** The page as one sees it, and the whole of it in pieces. */
async function take(page: Page, name: string) {
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
  const { width } = page.viewportSize()!;
  if (await page.locator('dialog[open]').count()) return;
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

/** What the search says to a word that many pages have. */
async function search(page: Page) {
  await page.keyboard.press('Control+k');
  await page.getByLabel('Search the course').fill('prefetch');
  await page.locator('#search li').first().waitFor();
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

const site = await buildSite({
  course: path.resolve(values.course ?? projectFolder),
});
const server = await serve(site);
const browser = await chromium.launch(await launchOptions());
try {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [width, height] of SCREENS) {
      const page = await browser.newPage({
        viewport: { width, height },
        colorScheme,
      });
      for (const address of pages) {
        await page.goto(server.url + address);
        const slug = address.replaceAll('/', '') || 'home';
        await take(page, `${slug}-${colorScheme}-${width}`);
        if (address === '/course/') {
          await search(page);
          await take(page, `search-${colorScheme}-${width}`);
        }
        if ((await page.locator('.run').count()) === 0) continue;
        await page.locator('.run').first().click();
        await page.locator('[data-state="ended"]').first().waitFor();
        const choices = page.locator('.choice summary');
        if (await choices.count()) await choices.first().click();
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
