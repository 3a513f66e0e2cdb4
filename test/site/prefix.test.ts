import { expect, test } from 'vitest';
import { brokenLinks } from './broken-links.ts';
import { buildSite } from './build-site.ts';
import { openSite } from './open-site.ts';

test('links stay below the prefix that the site is served under', async () => {
  expect(brokenLinks(await buildSite({ base: '/notes' }), '/notes')).toEqual(
    [],
  );
});

const prefixed = openSite({ base: '/notes' });

test('under a prefix a page runs, and finds its types', async () => {
  const page = await prefixed.open('/redis/greeting/');
  const failed: string[] = [];
  page.on('requestfailed', (request) => failed.push(request.url()));
  page.on('response', (response) => {
    if (!response.ok()) failed.push(response.url());
  });
  await page.locator('.run').first().click();
  await page.getByText(/^Finished/).waitFor();
  await page.locator('.types').first().click();
  await page.locator('#hover').waitFor();
  expect(failed).toEqual([]);
});
