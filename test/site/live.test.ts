import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { projectFolder } from '../../src/course/project.ts';
import { startLab, type Lab } from '../../src/lab/server.ts';
import type { Provider } from '../../src/services/service.ts';
import { openServices } from '../../src/services/services.ts';
import { launchOptions } from './browser.ts';
import { buildSite } from './build-site.ts';

let services: Provider;
let lab: Lab;
let browser: Browser;

const workbook = mkdtempSync(path.join(tmpdir(), 'roundtrip-workbook-'));
afterAll(() => rmSync(workbook, { recursive: true, force: true }));

beforeAll(async () => {
  services = await openServices({ root: inject('servicesRoot') });
  lab = await startLab({
    workbook,
    port: 45_100,
    services,
    dist: await buildSite({ course: projectFolder }),
    root: path.resolve(projectFolder),
  });
  browser = await chromium.launch(await launchOptions());
});

afterAll(async () => {
  await browser?.close();
  await lab?.close();
});

test('Run on a page of the lab shows the output of a true run', async () => {
  const page = await browser.newPage();
  const recordings: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/recordings/')) recordings.push(request.url());
  });
  await page.goto(`${lab.url}redis/pub-sub/`);
  const bench = page.locator('.in-bench');
  const run = page.waitForResponse(`${lab.url}lab/runs`);
  await bench.getByRole('button', { name: 'Run' }).click();
  expect((await run).status()).toBe(200);
  await bench.getByText(/^Finished\. Live, on Redis/).waitFor();
  expect(
    await bench.getByRole('log', { name: 'Output of subscriber' }).innerText(),
  ).toContain('heard "disk 97%" on monitoring');
  expect(recordings).toEqual([]);
  await page.close();
});

test('an edited program runs, and its wire knows its own lines', async () => {
  const page = await browser.newPage();
  await page.goto(`${lab.url}redis/pub-sub/`);
  const bench = page.locator('.in-bench');
  await bench.getByRole('button', { name: 'Edit' }).click();
  const editor = bench.getByRole('textbox', { name: 'Edit too-early.ts' });
  await editor.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(
    "const mine = new RedisHelper('mine');\nconsole.log('mine', await mine.redis.incr('visits'));\nawait mine.close();\n",
  );
  await page.keyboard.press('Control+Enter');
  await bench
    .getByText(/^Finished.*Live, on Redis .*, with your too-early\.ts\./)
    .waitFor();
  expect(
    await bench.getByRole('log', { name: 'Output of too-early' }).innerText(),
  ).toContain('mine 1');
  await bench.getByText('What your program may do').click();
  await bench.getByText('a seat belt and not a wall').waitFor();
  await bench.locator('.views label', { hasText: 'Wire' }).click();
  const sent = bench.getByRole('button', {
    name: /too-early to Redis, connection 2: INCR/,
  });
  await sent.hover();
  const lit = bench.locator('.cm-line.lit');
  await lit.waitFor();
  expect(await lit.innerText()).toContain("incr('visits')");
  await page.close();
});

test('a program that the lab refuses says why', async () => {
  const page = await browser.newPage();
  await page.goto(`${lab.url}redis/pub-sub/`);
  const bench = page.locator('.in-bench');
  await bench.getByRole('button', { name: 'Edit' }).click();
  await bench.getByRole('textbox').click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('/** @pain other */\n');
  await page.keyboard.press('Control+Enter');
  await bench.getByText('@after waits for the pane "too-early"').waitFor();
  await page.close();
});

test('a run that waits says how many are before it', async () => {
  const page = await browser.newPage();
  await page.goto(`${lab.url}redis/pub-sub/`);
  await page.route('**/lab/runs', (route) =>
    route.fulfill({
      contentType: 'application/x-ndjson',
      body: '{"t":0,"event":"waiting","ahead":2}\n{"t":0,"event":"end","outcome":"failed","message":"Enough.","left":[]}\n',
    }),
  );
  const bench = page.locator('.in-bench');
  await bench.locator('.said').evaluate((said) => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    new MutationObserver(() => heard.push(said.textContent)).observe(said, {
      childList: true,
    });
  });
  await bench.getByRole('button', { name: 'Run' }).click();
  await bench.getByText(/^Enough\./).waitFor();
  expect(await page.evaluate('window.heard')).toContain('2 runs before yours.');
  await page.close();
});

test('a lab that is gone is said, with what to do', async () => {
  const page = await browser.newPage();
  await page.goto(`${lab.url}redis/pub-sub/`);
  await page.route('**/lab/runs', (route) => route.abort());
  const bench = page.locator('.in-bench');
  await bench.getByRole('button', { name: 'Run' }).click();
  await bench.getByText(/The lab does not answer.*npm start/).waitFor();
  await page.close();
});

test('a page whose server is gone says so at the first press', async () => {
  const page = await browser.newPage();
  await page.goto(`${lab.url}redis/pub-sub/`);
  await page.route('**/*', (route) => route.abort());
  const bench = page.locator('.in-bench');
  await bench.getByRole('button', { name: 'Run' }).click();
  await bench.getByText(/Nothing answers.*npm start/).waitFor();
  await page.close();
});

test('a double click on Run is one run', async () => {
  const page = await browser.newPage();
  await page.goto(`${lab.url}redis/pub-sub/`);
  const bench = page.locator('.in-bench');
  await bench.getByRole('button', { name: 'Run' }).dblclick();
  await bench.getByText(/^Finished\. Live, on Redis/).waitFor();
  await page.close();
});

test('a refusal of the lab is shown in its own words', async () => {
  const page = await browser.newPage();
  await page.goto(`${lab.url}redis/pub-sub/`);
  await page
    .locator('meta[name="lab-token"]')
    .evaluate((meta: HTMLMetaElement) => (meta.content = 'of yesterday'));
  const bench = page.locator('.in-bench');
  await bench.getByRole('button', { name: 'Run' }).click();
  await bench.getByText(/from an earlier start of the lab/).waitFor();
  await page.close();
});

test('the state of the servers is there live, and can be looked at again', async () => {
  const page = await browser.newPage();
  await page.goto(`${lab.url}rabbitmq/acknowledgements/`);
  const bench = page.locator('.in-bench');
  await bench.locator('.views label', { hasText: 'State' }).click();
  await bench.getByRole('button', { name: 'Run' }).click();
  const queue = bench.locator('.picture .queue .name', { hasText: 'invoices' });
  await queue.waitFor();
  await bench.getByText(/^Finished/).waitFor();
  await bench.getByText('Left behind: 1 queue on RabbitMQ').first().waitFor();
  await bench.getByRole('button', { name: 'look again' }).click();
  await bench.getByText('What its servers hold now.').waitFor();
  expect(await queue.count()).toBe(1);
  await bench.getByRole('button', { name: 'reset servers' }).click();
  await bench.getByText('RabbitMQ has no queue, and no').waitFor();
  await page.close();
});
