import { expect, test } from 'vitest';
import { CHAPTERS } from '../../src/course/old-article.ts';
import { openSite } from './open-site.ts';

// A course that has other lessons.
const site = openSite();

test('sections whose lessons do not stand are there, without a link', async () => {
  const page = await site.open('/old-article/');
  const sections = CHAPTERS.flatMap((chapter) => chapter.sections);
  expect(await page.locator('.old').count()).toBe(sections.length);
  const manyKeys = page.locator('[aria-labelledby="many-keys"] .taught');
  expect(await manyKeys.innerText()).toMatch(/No lesson yet/);
  expect(await manyKeys.getByRole('link').count()).toBe(0);
});

test('a lesson that names a section is linked from it', async () => {
  const page = await site.open('/old-article/');
  await page
    .locator('[aria-labelledby="start-memcached"]')
    .getByRole('link', { name: 'Greet whoever listens' })
    .click();
  await page.locator('.in-bench').waitFor();
});
