import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { siteAddress } from '../../src/site/build/site-address.ts';
import { withRelative } from '../../src/site/build/relative-addresses.ts';
import { brokenLinks } from './broken-links.ts';
import { openSite } from './open-site.ts';

// One folder, built without a word of where it will be.
const site = openSite({ below: '/my/notes' });

test('no page of the built site has an address that begins at the root, but that of what is not there', () => {
  const broken = brokenLinks(site.folder(), '/my/notes');
  expect(broken.filter((link) => !link.startsWith('/404.html'))).toEqual([]);
  const missing = readFileSync(path.join(site.folder(), '404.html'), 'utf8');
  expect(missing).toContain('data-root="/"');
});

test('under a prefix a page runs, and finds its types', async () => {
  const page = await site.open('/redis/greeting/');
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

test('addresses are seen from the page that names them', () => {
  const page =
    '<html data-root="/notes/"><a href="/notes/"></a><a href="/notes/teach/#own"></a><script src="/notes/theme.js"></script>';
  expect(withRelative(page, '/notes/', 2)).toBe(
    '<html data-root="../../"><a href="../../"></a><a href="../../teach/#own"></a><script src="../../theme.js"></script>',
  );
  expect(withRelative('<a href="/">', '/', 0)).toBe('<a href="./">');
});

test('an address of another site or of this page is left alone', () => {
  const page =
    '<a href="https://a.example/b"><a href="#top"><a href="//a.example"><a href="/other/">';
  expect(withRelative(page, '/notes/', 1)).toBe(page);
});

test.each([
  [undefined, { base: '/' }],
  ['https://a.example', { site: 'https://a.example', base: '/' }],
  ['https://a.example/notes', { site: 'https://a.example', base: '/notes/' }],
  [
    'http://a.example:8080/b/c/',
    { site: 'http://a.example:8080', base: '/b/c/' },
  ],
])('of SITE_URL %s the site knows where it is', (url, known) => {
  expect(siteAddress(url)).toEqual(known);
});

test.each(['a.example/notes', 'ftp://a.example', 'notes'])(
  'of SITE_URL "%s" it says what it takes',
  (url) => {
    expect(() => siteAddress(url)).toThrow(
      `SITE_URL: it is "${url}". Give the whole address of the site`,
    );
  },
);
