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

beforeAll(async () => {
  services = await openServices({ root: inject('servicesRoot') });
  lab = await startLab({
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
