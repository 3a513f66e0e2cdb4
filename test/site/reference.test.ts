import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { axeFindings } from './axe-findings.ts';
import { fixture } from './build-site.ts';
import { openSite } from './open-site.ts';

const site = openSite();
const reference = '/reference/';

/** What is listed, by the first of its names. */
async function listed(page: Page): Promise<string[]> {
  const names = page.locator('.programs > li .names a:first-child');
  return names.filter({ visible: true }).allTextContents();
}

const hello = 'keep a word for later';
const greeting = 'Greet whoever listens';
const wrongType = 'A command for another type';
const field = (page: Page) => page.getByLabel('Find a program');
const found = (page: Page) => page.locator('#found');

describe('the list', () => {
  test('has programs by each of their tasks, and apart those that have none', async () => {
    const page = await site.open(reference);
    const toTake = page.getByRole('region', { name: 'Memcached' });
    expect(await toTake.locator('.names a').allTextContents()).toEqual([
      hello,
      'read it back',
      'First words',
    ]);
    const mistakes = page.getByRole('region', { name: 'Mistakes to know' });
    expect(await mistakes.locator('.names a:first-child').allTextContents())
      // In the order of the lessons that show them.
      .toEqual([greeting, wrongType]);
  });

  test('leads to the page of each, and to its lesson', async () => {
    const page = await site.open(reference);
    await page.getByRole('link', { name: hello }).click();
    expect(new URL(page.url()).pathname).toBe('/examples/memcached/hello/');
    await page.getByRole('link', { name: 'First words' }).last().click();
    expect(new URL(page.url()).pathname).toBe('/memcached/first-words/');
  });

  test('is whole without scripts, whatever the address asks for', async () => {
    const page = await site.open(`${reference}?tag=type`, {
      javaScriptEnabled: false,
    });
    expect(await listed(page)).toEqual([hello, greeting, wrongType]);
    expect(await field(page).isVisible()).toBe(false);
  });
});

describe('the filter', () => {
  test('goes by parts of words, says how many there are, and is kept in the address', async () => {
    const page = await site.open(reference);
    await field(page).fill('LISTENS hello');
    await expect.poll(() => listed(page)).toEqual([greeting]);
    expect(await found(page).textContent()).toBe('1 of 3 programs');
    expect(new URL(page.url()).search).toBe('?find=LISTENS+hello');
    await page.reload();
    await expect.poll(() => listed(page)).toEqual([greeting]);
    expect(await field(page).inputValue()).toBe('LISTENS hello');
  });

  test('goes by server, by keyboard alone', async () => {
    const page = await site.open(reference);
    await field(page).focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => listed(page)).toEqual([hello]);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => listed(page)).toEqual([greeting, wrongType]);
    expect(new URL(page.url()).search).toBe('?server=redis');
    const heads = page.locator('main h2').filter({ visible: true });
    expect(await heads.allTextContents()).toEqual([
      'Tables',
      'Mistakes to know',
    ]);
  });

  test('goes by the tag in the address', async () => {
    const page = await site.open(`${reference}?tag=type`);
    await expect.poll(() => listed(page)).toEqual([wrongType]);
    expect(await found(page).textContent()).toBe(
      '1 of 3 programs, tagged type',
    );
  });

  test('goes by a tag that is pressed, and back', async () => {
    const page = await site.open(reference);
    await page.getByRole('link', { name: 'greeting', exact: true }).click();
    await expect.poll(() => listed(page)).toEqual([greeting]);
    expect(new URL(page.url()).search).toBe('?tag=greeting');
    await page.goBack();
    await expect.poll(() => listed(page)).toHaveLength(3);
    expect(await found(page).textContent()).toBe('3 programs');
  });

  test('where nothing is found, says what to do, and shows all again', async () => {
    const page = await site.open(`${reference}?find=lock&server=redis`);
    const nothing = page.locator('.nothing');
    await nothing.waitFor();
    expect(await nothing.textContent()).toBe(
      'No program for Redis has “lock”. Try fewer letters or another word for it, or show all.',
    );
    expect(await found(page).textContent()).toBe('0 of 3 programs');
    await page.getByRole('button', { name: 'show all' }).click();
    await expect.poll(() => listed(page)).toHaveLength(3);
    expect(await nothing.isVisible()).toBe(false);
    expect(new URL(page.url()).search).toBe('');
    expect(
      await field(page).evaluate((each) => each === document.activeElement),
    ).toBe(true);
  });

  test('takes a server that there is none of for all of them', async () => {
    const page = await site.open(`${reference}?server=mysql`);
    await expect.poll(() => listed(page)).toHaveLength(3);
    expect(await page.getByLabel('all', { exact: true }).isChecked()).toBe(
      true,
    );
  });
});

describe('the page of an example', () => {
  test('runs it', async () => {
    const page = await site.open('/examples/memcached/hello/');
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByText(/^Finished/).waitFor();
    expect(await page.getByRole('log').textContent()).toContain('hello');
  });

  test('says when to use it, or that it is a mistake', async () => {
    const page = await site.open('/examples/memcached/hello/');
    expect(await page.locator('.tasks li').allTextContents()).toEqual([
      hello,
      'read it back',
    ]);
    await page.goto(`${site.url()}/examples/redis/wrong-type/`);
    await page.getByRole('heading', { name: 'A mistake to know' }).waitFor();
  });

  test.each(['listener.ts', 'channel.ts'])(
    'has %s to download, as it is',
    async (file) => {
      const page = await site.open('/examples/redis/greeting/');
      const coming = page.waitForEvent('download');
      await page
        .getByRole('link', { name: `download greeting/${file}` })
        .click();
      const download = await coming;
      expect(download.suggestedFilename()).toBe(file);
      const source = path.join(fixture, 'examples/redis/greeting', file);
      expect(readFileSync(await download.path(), 'utf8')).toBe(
        readFileSync(source, 'utf8'),
      );
    },
  );

  test('leads to the reference by its tags', async () => {
    const page = await site.open('/examples/redis/wrong-type/');
    await page.getByRole('link', { name: 'type', exact: true }).click();
    await expect.poll(() => listed(page)).toEqual([wrongType]);
  });
});

test.each(['light', 'dark'] as const)(
  'axe finds nothing where nothing is found, nor with all tags open (%s)',
  async (colorScheme) => {
    const page = await site.open(`${reference}?find=lock`, { colorScheme });
    await page.locator('.nothing').waitFor();
    await page.getByText('By tag').click();
    expect(await axeFindings(page)).toEqual([]);
  },
);
