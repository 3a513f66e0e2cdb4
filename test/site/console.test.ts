import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import {
  afterAll,
  beforeAll,
  describe,
  expect,
  inject,
  onTestFinished,
  test,
} from 'vitest';
import { projectFolder } from '../../src/course/project.ts';
import { startLab, type Lab } from '../../src/lab/server.ts';
import type { Lease, Provider, Service } from '../../src/services/service.ts';
import { openServices } from '../../src/services/services.ts';
import { until } from '../services/states.ts';
import { axeFindings } from './axe-findings.ts';
import { launchOptions } from './browser.ts';
import { buildSite } from './build-site.ts';
import { serve } from './serve.ts';

let services: Provider;
let lab: Lab;
let browser: Browser;
let dist: string;

const workbook = mkdtempSync(path.join(tmpdir(), 'roundtrip-workbook-'));
afterAll(() => rmSync(workbook, { recursive: true, force: true }));

beforeAll(async () => {
  services = await openServices({ root: inject('servicesRoot') });
  dist = await buildSite({ course: projectFolder });
  lab = await startLab({
    workbook,
    port: 45_200,
    services: { lease: counted },
    dist,
    root: path.resolve(projectFolder),
  });
  browser = await chromium.launch(await launchOptions());
});

/** Leases that are not given back. */
const leases = new Set<Lease>();

async function counted(names: readonly Service[]): Promise<Lease> {
  const lease = await services.lease(names);
  const release = async () => {
    await lease.release();
    leases.delete(taken);
  };
  const taken: Lease = { ...lease, release };
  leases.add(taken);
  return taken;
}

afterAll(async () => {
  await browser?.close();
  await lab?.close();
});

async function open(
  options: Parameters<Browser['newContext']>[0] = {},
  address = `${lab.url}redis/pub-sub/`,
) {
  const context = await browser.newContext(options);
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.goto(address);
  const bench = page.locator('.in-bench');
  const log = bench.getByRole('log', { name: 'Console of Redis' });
  const line = bench.getByRole('textbox', { name: 'Line for Redis' });
  return { page, bench, log, line, errors };
}

/** Opens the console by its key, and waits until lines can be typed. */
async function press(page: Page) {
  await page.keyboard.press('c');
  await prompted(page);
  await focused(page, 'Line for Redis');
}

async function prompted(page: Page) {
  const prompt = page.locator('.in-bench .prompt');
  await prompt.filter({ hasText: /^127\.0\.0\.1:6379> $/ }).waitFor();
}

async function focused(page: Page, label: string) {
  await page.waitForFunction(
    (name) => document.activeElement?.ariaLabel === name,
    label,
  );
}

async function enter(page: Page, line: string) {
  await page.keyboard.type(line);
  await page.keyboard.press('Enter');
}

describe.each([360, 1440])('by keyboard alone, at %i px', (width) => {
  test('lines are typed, completed, found again, and left', async () => {
    const { page, bench, log, line, errors } = await open({
      viewport: { width, height: 900 },
    });
    await press(page);
    await page.keyboard.type('lpu');
    await page.keyboard.press('Tab');
    expect(await line.inputValue()).toBe('lpush');
    // Nothing to be completed: Tab goes on, as everywhere.
    await enter(page, ' list a b');
    await log.getByText('(integer) 2').waitFor();
    await enter(page, 'LRANGE list 0 -1');
    await log.getByText('2) "a"').waitFor();
    for (const each of ['LRANGE list 0 -1', 'lpush list a b']) {
      await page.keyboard.press('ArrowUp');
      expect(await line.inputValue()).toBe(each);
    }
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await line.inputValue()).toBe('');
    await page.keyboard.press('Control+l');
    expect(await log.textContent()).toBe('');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe(
      'clear',
    );
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Escape');
    expect(await page.evaluate('document.activeElement.value')).toBe('console');
    await page.keyboard.press('c');
    await focused(page, 'Line for Redis');
    // Another single key is a letter of the line again.
    await page.keyboard.type('or');
    expect(await line.inputValue()).toBe('or');
    expect(await bench.getAttribute('data-state')).toBeNull();
    expect(errors).toEqual([]);
  });
});

test('SUBSCRIBE in the console, press Run, and hear the publisher', async () => {
  const { page, bench, log } = await open();
  await press(page);
  await enter(page, 'SUBSCRIBE monitoring');
  await log.getByText('SUBSCRIBE goes on').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('r');
  await log.getByText('3) "disk 91%"').waitFor();
  await log.getByText('The servers are new ones').waitFor();
  await page.keyboard.press('c');
  await bench.getByRole('button', { name: 'Stop' }).last().waitFor();
  await page.keyboard.press('Control+c');
  await prompted(page);
});

test('what a run has left can be looked at', async () => {
  const { page, bench, log } = await open(
    {},
    `${lab.url}memcached/first-cache/`,
  );
  await bench.getByRole('button', { name: 'Run' }).click();
  await bench.getByText(/^Finished/).waitFor();
  await page.keyboard.press('c');
  const console = bench.getByRole('log', { name: 'Console of Memcached' });
  await console.getByText('as by telnet').waitFor();
  expect(await log.count()).toBe(0);
  await enter(page, 'stats');
  await console.getByText(/STAT cmd_set [1-9]/).waitFor();
});

test('lines that are pasted are typed one after the other', async () => {
  const { page, log, line } = await open();
  await press(page);
  await line.evaluate((input) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', 'SET a 1\nINCR a\nGET a');
    input.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, cancelable: true }),
    );
  });
  await log.getByText('(integer) 2').waitFor();
  expect(await line.inputValue()).toBe('GET a');
});

test('a long answer scrolls in the log, and the log stays short', async () => {
  const { page, log } = await open({ viewport: { width: 360, height: 780 } });
  await press(page);
  await enter(page, `EVAL "return string.rep('x', 200000)" 0`);
  await page.waitForFunction(
    () => document.querySelector('.log')!.textContent.length > 200_000,
  );
  const [content, room] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  expect(content).toBe(room);
  for (let n = 0; n < 3; n++) {
    await enter(page, `EVAL "return string.rep('y', 200000)" 0`);
    await enter(page, `ECHO done-${n}`);
    await log.getByText(`"done-${n}"`).waitFor();
  }
  await log.getByText('What came earlier was taken away.').waitFor();
  expect((await log.textContent())!.length).toBeLessThan(500_000);
});

describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
  test('axe finds nothing in a console', async () => {
    const { page, log } = await open({ colorScheme });
    await press(page);
    await enter(page, 'GET nothing');
    await log.getByText('(nil)').waitFor();
    await enter(page, 'MONITOR');
    await log.getByText('MONITOR goes on').waitFor();
    await page.keyboard.type('g');
    expect(await axeFindings(page)).toEqual([]);
  });
});

test('a page that is left keeps no servers', async () => {
  // A page whose browser was closed cannot say so: those of other tests.
  const others = new Set(leases);
  const { page, log } = await open();
  await press(page);
  const [own] = [...leases].filter((lease) => !others.has(lease));
  await enter(page, 'SHUTDOWN NOSAVE');
  await log.getByText('The server has closed the connection').waitFor();
  expect(own).toBeDefined();
  await page.goto('about:blank');
  await until('its lease is given back', () => !leases.has(own!));
});

test('without a lab the tab says what a console needs', async () => {
  const server = await serve(dist);
  onTestFinished(() => server.close());
  const { page, bench } = await open({}, `${server.url}/redis/pub-sub/`);
  await page.keyboard.press('c');
  await bench.getByText(/A console talks to true servers.*npm start/).waitFor();
  expect(await axeFindings(page)).toEqual([]);
});
