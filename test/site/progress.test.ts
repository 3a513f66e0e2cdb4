import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { axeFindings } from './axe-findings.ts';
import { openSite } from './open-site.ts';

// The static site: what a browser keeps by itself.
const site = openSite();
const LESSON = 'redis/greeting';
const at = '2026-11-25T10:00:00Z';

/** Chooses a file with this text, as a reader does. */
async function takeIn(page: Page, text: string) {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Import' }).click();
  await (
    await chooser
  ).setFiles({
    name: 'progress.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from(text),
  });
}

describe('a lesson', () => {
  test('is read when its end was in view, and that can be taken back', async () => {
    const page = await site.open(`/${LESSON}/`);
    const link = page.locator(`.map a[data-lesson="${LESSON}"]`);
    await expect.poll(() => link.getAttribute('data-status')).toBe('new');
    const mark = page.getByRole('button', { name: 'Read' });
    await mark.scrollIntoViewIfNeeded();
    await expect.poll(() => link.getAttribute('data-status')).toBe('read');
    expect(await mark.getAttribute('aria-pressed')).toBe('true');
    await mark.click();
    await page.reload();
    await mark.scrollIntoViewIfNeeded();
    await expect.poll(() => mark.getAttribute('aria-pressed')).toBe('false');
  });
});

describe('the page of the course', () => {
  test('resumes where the reader was', async () => {
    const page = await site.open(`/${LESSON}/`);
    await page.mouse.wheel(0, 200);
    await expect
      .poll(() => page.evaluate(() => localStorage.getItem('roundtrip:marks')))
      .toContain(LESSON);
    await page.goto(`${site.url()}/course/`);
    await page.getByRole('link', { name: /^Resume: / }).click();
    expect(new URL(page.url()).pathname).toBe(`/${LESSON}/`);
  });

  test('takes progress in, marks it, and gives it out again', async () => {
    const page = await site.open('/course/');
    await takeIn(
      page,
      `version 1\n${LESSON}: saw solution ${at}, solved ${at}\nmemcached/first-words: read ${at}, open again ${at}\n`,
    );
    await page.getByText('progress.txt was taken in.').waitFor();
    await page.getByText('1 of 2 lessons solved').waitFor();
    const statuses = page.locator('.track a[data-lesson]');
    expect(
      await statuses.evaluateAll((all) =>
        all.map((each) => (each as HTMLElement).dataset.status),
      ),
    ).toEqual(['open again', 'solved after seeing the solution']);
    expect(await axeFindings(page)).toEqual([]);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export' }).click();
    const text = readFileSync(await (await download).path(), 'utf8');
    expect(text).toContain(`${LESSON}: saw solution ${at}, solved ${at}`);
  });

  test('refuses what is no progress, and changes nothing', async () => {
    const page = await site.open('/course/');
    await takeIn(page, 'dear diary');
    await page.getByText(/progress.txt is no progress of Roundtrip/).waitFor();
    await takeIn(page, 'version 7\n');
    await page.getByText(/written by a newer Roundtrip/).waitFor();
    await page.getByText('0 of 2 lessons solved').waitFor();
  });
});
