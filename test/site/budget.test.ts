import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openSite } from './open-site.ts';

const site = openSite();
const pages = [
  ...['/', '/course/', '/redis/greeting/', '/teach/', '/404.html'],
  ...['/reference/', '/reference/?tag=set', '/examples/redis/greeting/'],
];
const widths = [360, 768, 1280, 1680];

test.each(pages)('nothing on %s moves while it loads', async (address) => {
  for (const width of widths) {
    const page = await site.open('/404.html', {
      viewport: { width, height: 800 },
    });
    await page.addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          shifts.push((entry as unknown as { value: number }).value);
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.goto(site.url() + address, { waitUntil: 'networkidle' });
    // Two frames: what was going to move has moved.
    await page.evaluate(
      () =>
        new Promise((resolve) =>
          requestAnimationFrame(() => requestAnimationFrame(resolve)),
        ),
    );
    expect(await page.evaluate('window.shifts'), `at ${width} px`).toEqual([]);
  }
});

test('nothing above or below a bench moves while it runs', async () => {
  const page = await site.open('/redis/greeting/', {
    viewport: { width: 360, height: 780 },
  });
  const below = page.getByRole('heading', { name: 'What happened' });
  const before = await below.boundingBox();
  const bench = page.locator('.in-bench');
  // Clicked by script: the browser's own scrolling would move the page.
  await bench.locator('.run').evaluate((run: HTMLElement) => run.click());
  await bench.getByText(/^Finished/).waitFor();
  expect(await below.boundingBox()).toEqual(before);
});

test.each(pages)('%s never scrolls sideways', async (address) => {
  const page = await site.open(address);
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    const [content, room] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    expect(content, `at ${width} px`).toBe(room);
  }
});

test('the strictest content policy breaks nothing, also not while one runs and edits', async () => {
  const page = await site.open('/404.html');
  const errors: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(`${site.url()}/redis/greeting/`);
  await page.getByLabel('dark').check();
  await page.locator('.choice summary').first().click();
  await page.locator('.types').first().click();
  await page.locator('#hover').waitFor();
  await page.locator('.run').first().click();
  await page.getByText(/^Finished/).waitFor();
  await page.locator('.edit').first().click();
  await page.getByRole('textbox').waitFor();
  await page.keyboard.type('const mine = [1];\n');
  await page.getByRole('button', { name: 'reset listener.ts' }).waitFor();
  await page.locator('.keys').first().click();
  await page.getByRole('dialog').waitFor();
  expect(errors).toEqual([]);
});

test('no page has a script or a style of its own inside', () => {
  const files = readdirSync(site.folder(), {
    recursive: true,
    encoding: 'utf8',
  }).filter((file) => file.endsWith('.html'));
  expect(files.length).toBeGreaterThan(3);
  for (const file of files) {
    const html = readFileSync(path.join(site.folder(), file), 'utf8');
    expect(html, file).not.toMatch(/<style|\sstyle=|\son\w+="/);
    for (const [script] of html.matchAll(/<script[^>]*>/g))
      expect(script, file).toContain(' src="');
    expect(html, file).toContain('<meta name="lab-token" content="">');
  }
});
