import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { projectFolder } from '../../src/course/project.ts';
import { startLab, type Lab } from '../../src/lab/server.ts';
import { openServices } from '../../src/services/services.ts';
import { axeFindings } from './axe-findings.ts';
import { launchOptions } from './browser.ts';
import { buildSite } from './build-site.ts';
import { openSite } from './open-site.ts';

let lab: Lab;
let browser: Browser;

const workbook = mkdtempSync(path.join(tmpdir(), 'roundtrip-workbook-'));
afterAll(() => rmSync(workbook, { recursive: true, force: true }));

beforeAll(async () => {
  lab = await startLab({
    workbook,
    port: 45_300,
    services: await openServices({ root: inject('servicesRoot') }),
    dist: await buildSite({ course: projectFolder }),
    root: projectFolder,
  });
  browser = await chromium.launch(await launchOptions());
});

afterAll(async () => {
  await browser?.close();
  await lab?.close();
});

async function openBench(
  name: string,
  viewport = { width: 1280, height: 900 },
) {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  await page.goto(`${lab.url}${name}/`);
  const bench = page.locator('.in-bench');
  /** Opens Break and chooses a moment by the end of its words. */
  const breakAt = async (moment: RegExp) => {
    await bench.getByRole('button', { name: 'Break' }).click();
    const choice = bench.locator('.faults option', { hasText: moment });
    await choice.first().waitFor({ state: 'attached' });
    const value = await choice.first().getAttribute('value');
    await bench.locator('.faults select').selectOption(value);
  };
  const ended = () => bench.and(page.locator('[data-state="ended"]')).waitFor();
  return { page, bench, breakAt, ended };
}

async function closed({ page }: { page: Page }) {
  await page.context().close();
}

describe('a fault that is armed', () => {
  test('kills a worker before its ack: the wire shows the ack lost', async () => {
    const opened = await openBench('rabbitmq/acknowledgements');
    const { bench, breakAt, ended } = opened;
    await breakAt(/before worker-b sends .*basic\.ack/);
    await bench.getByRole('button', { name: 'kill worker-b' }).click();
    await bench
      .getByText(/^In each run, until taken back: kill worker-b, before/)
      .waitFor();
    await bench.getByRole('button', { name: 'Run' }).click();
    await ended();
    await bench.getByText('Left behind: 1 queue on RabbitMQ').waitFor();
    await bench.locator('.views label', { hasText: 'Wire' }).click();
    await bench.getByText('kill worker-b', { exact: true }).waitFor();
    await bench
      .getByRole('button', {
        name: /worker-b to .*basic\.ack.*lost on its way/,
      })
      .waitFor({ state: 'attached' });
    // It stays for the next run, until it is taken back.
    await bench.getByRole('button', { name: /^take back/ }).click();
    expect(await bench.locator('.armed li').count()).toBe(0);
    await bench.getByRole('button', { name: 'Run' }).click();
    await bench
      .locator('.outputs')
      .getByText('0 invoices left in the queue')
      .waitFor({ state: 'attached' });
    await closed(opened);
  });

  test('that does not come is said to', async () => {
    const opened = await openBench('redis/pub-sub');
    const { page, bench, breakAt, ended } = opened;
    await breakAt(/when publisher prints .*off air/);
    await bench.getByRole('button', { name: 'kill too-early' }).click();
    await bench.getByRole('button', { name: 'Run' }).click();
    await ended();
    const said = await bench.locator('.said').innerText();
    expect(said).toContain('It did not come to this: kill too-early, when');
    expect(await page.locator('.faults').isHidden()).toBe(true);
    await closed(opened);
  });

  test('is a button of the prose as well, and everything is done by keyboard', async () => {
    const opened = await openBench('redis/pub-sub');
    const { page, bench, ended } = opened;
    await page.locator('.do-fault').focus();
    await page.keyboard.press('Enter');
    await bench.getByText('published "off air", receivers: 0').waitFor();
    await page.keyboard.press('s');
    await ended();
    // It was for that run alone.
    expect(await bench.locator('.armed li').count()).toBe(0);
    await page.keyboard.press('b');
    await bench.locator('.faults select').waitFor();
    const focused = await page.evaluate(() => document.activeElement?.tagName);
    expect(focused).toBe('SELECT');
    await closed(opened);
  });
});

test('while a run goes on, a fault comes at once', async () => {
  const opened = await openBench('redis/pub-sub');
  const { page, bench, ended } = opened;
  await bench.getByRole('button', { name: 'Break' }).click();
  // Nothing runs: a fault comes in the next run, or at a moment of it.
  await bench.locator('.faults option[value=""][disabled]').waitFor({
    state: 'attached',
  });
  expect(await bench.locator('.faults select').inputValue()).toBe('start');
  await bench.getByRole('button', { name: '500 ms each way' }).click();
  await bench.getByRole('button', { name: 'Run' }).click();
  await bench.and(page.locator('[data-state="running"]')).waitFor();
  await page.keyboard.press('b');
  await bench.locator('.faults select').selectOption('');
  await bench.getByText(/^Running on/).waitFor();
  await bench.getByRole('button', { name: 'kill too-early' }).click();
  await bench.getByText('Done: kill too-early.').waitFor();
  await ended();
  await bench.getByText('ended with SIGKILL').first().waitFor();
  await closed(opened);
});

test('the servers of a run are reset, and come back', async () => {
  const opened = await openBench('rabbitmq/acknowledgements');
  const { bench, ended } = opened;
  await bench.getByRole('button', { name: 'Run' }).click();
  await ended();
  await bench.getByRole('button', { name: 'reset servers' }).click();
  await bench.getByText('The servers are new and empty.').waitFor();
  await bench.getByRole('button', { name: 'undo' }).click();
  await bench.getByText('Its servers stay as the run left them').waitFor();
  await closed(opened);
});

test('axe finds nothing with faults open and armed, and nothing is too wide', async () => {
  for (const [width, theme] of [
    [360, 'light'],
    [1440, 'dark'],
  ] as const) {
    const opened = await openBench('redis/pub-sub', { width, height: 800 });
    const { page, bench, breakAt } = opened;
    await page.emulateMedia({ colorScheme: theme });
    await breakAt(/when subscriber prints .*listening/);
    await bench.getByRole('button', { name: 'cut all connections' }).click();
    expect(await axeFindings(page)).toEqual([]);
    expect(
      await page.evaluate('document.documentElement.scrollWidth'),
    ).toBeLessThanOrEqual(width);
    await closed(opened);
  }
});

describe('without a lab', () => {
  const site = openSite({ course: projectFolder });

  test('Break, and a fault of the prose, say what it takes', async () => {
    const page = await site.open('/redis/pub-sub/');
    await page.locator('.do-fault').click();
    await page
      .getByText(/nothing runs here that could break.*npm start/)
      .waitFor({ state: 'attached' });
    expect(await page.locator('.in-bench[data-state]').count()).toBe(0);
  });
});
