import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import {
  afterAll,
  beforeAll,
  beforeEach,
  expect,
  inject,
  onTestFinished,
  test,
} from 'vitest';
import { loadLesson } from '../../src/course/lesson.ts';
import { projectFolder } from '../../src/course/project.ts';
import { startLab, type Lab } from '../../src/lab/server.ts';
import { openServices } from '../../src/services/services.ts';
import { axeFindings } from './axe-findings.ts';
import { launchOptions } from './browser.ts';
import { buildSite } from './build-site.ts';

const LESSON = 'redis/pub-sub';
const solution = readFileSync(
  path.join(projectFolder, loadLesson(LESSON).folder, 'solution.ts'),
  'utf8',
);
const workbook = mkdtempSync(path.join(tmpdir(), 'roundtrip-workbook-'));
const file = path.join(workbook, `${LESSON}.ts`);

let lab: Lab;
let browser: Browser;
beforeAll(async () => {
  lab = await startLab({
    port: 45_200,
    services: await openServices({ root: inject('servicesRoot') }),
    dist: await buildSite({ course: projectFolder }),
    root: path.resolve(projectFolder),
    workbook,
  });
  browser = await chromium.launch(await launchOptions());
});
afterAll(async () => {
  await browser?.close();
  await lab?.close();
  rmSync(workbook, { recursive: true, force: true });
});
beforeEach(() => rmSync(workbook, { recursive: true, force: true }));

/** Opens the exercise, with an answer in the workbook if there is to be one. */
async function open(answer?: string) {
  if (answer !== undefined) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, answer);
  }
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.goto(`${lab.url}${LESSON}/#exercise`);
  const bench = page.getByRole('region', { name: 'Your answer' });
  const said = bench.locator('.said');
  const check = bench.getByRole('button', { name: 'Check' });
  return { page, bench, said, check };
}

/** Puts a text in the place of the answer, as a learner would. */
async function write(page: Page, text: string) {
  await page.getByRole('textbox', { name: 'Your answer' }).click();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(text);
}

test('from the stub: what fails is told, by task, with the way to its line', async () => {
  const { page, bench, said, check } = await open();
  await check.click();
  await said.getByText('0 of 6 tests pass. The first that fails:').waitFor();
  const results = bench.getByRole('group', { name: 'Results' });
  expect(await results.locator('.task-title').allInnerTexts()).toEqual([
    'Publish',
    'Listen',
    'Survive a lost connection',
    'Stop',
  ]);
  const opened = results.locator('details[open]');
  expect(await opened.count()).toBe(1);
  expect(await opened.innerText()).toContain('Begin here: publish');
  await opened.getByRole('button', { name: 'line 12' }).click();
  await page.getByRole('textbox', { name: 'Your answer' }).waitFor();
  expect(await bench.locator('.cm-line.at').innerText()).toContain('throw new');
  await results.getByRole('link', { name: 'Publish' }).click();
  expect(new URL(page.url()).hash).toBe('#task-publish');
});

test('an answer is saved, passes, and is noted', async () => {
  const { page, bench, said } = await open();
  await bench.getByRole('button', { name: 'Edit' }).click();
  await write(page, solution);
  await page.keyboard.press('Control+Enter');
  await said.getByText('All 6 tests pass. The exercise is solved.').waitFor();
  expect(readFileSync(file, 'utf8')).toBe(solution);
  await bench.getByRole('link', { name: 'Persistence' }).waitFor();
  await expect
    .poll(() => readFileSync(path.join(workbook, 'progress.txt'), 'utf8'))
    .toMatch(/redis\/pub-sub: .*solved/);
  const here = page.locator('.map [aria-current=page]');
  expect(await here.getAttribute('data-status')).toBe('solved');
  // The wire knows the lines of the answer.
  await bench.getByText('Wire', { exact: true }).click();
  await bench.locator('.wire').getByText('PUBLISH').first().hover();
  const [lit] = await bench.locator('.cm-line.lit').allInnerTexts();
  expect(lit).toContain('return redis.publish(channel, message);');
  await page.getByRole('button', { name: 'Compare with the solution' }).click();
  await page.getByRole('columnheader', { name: 'The solution' }).waitFor();
  expect(await page.locator('.diff .differs').count()).toBe(0);
});

test('what cannot be checked is said in a box, with its line', async () => {
  const { bench, said, check } = await open(
    'export const a = 1;\nexport const b = (\n',
  );
  await check.click();
  await said.getByText('Your answer could not be checked.').waitFor();
  expect(await bench.locator('.broken').innerText()).toContain(
    'Expression expected',
  );
  await bench.getByRole('button', { name: 'line 2' }).waitFor();
});

test('a check is stopped, and the next one runs', async () => {
  const endless = solution.replace('return redis', 'for (;;);\n  return redis');
  const { bench, said, check } = await open(endless);
  await check.click();
  await bench.locator('.runs').first().waitFor();
  await bench.getByRole('button', { name: 'Stop' }).click();
  await said.getByText('Stopped.').waitFor();
  await check.click();
  await bench.locator('.runs').first().waitFor();
});

test('a reset is undone', async () => {
  const { page, bench } = await open('// mine\n');
  await bench.getByRole('button', { name: 'reset' }).click();
  await expect.poll(() => readFileSync(file, 'utf8')).toContain('Begin here');
  await bench.getByRole('button', { name: 'undo' }).click();
  await expect.poll(() => readFileSync(file, 'utf8')).toBe('// mine\n');
  await page.getByText('// mine').waitFor();
});

test('what an editor has written meanwhile is not written over', async () => {
  const { page, bench } = await open('// mine\n');
  const answer = page.getByRole('textbox', { name: 'Your answer' });
  await answer.waitFor();
  writeFileSync(file, '// by my editor\n');
  await write(page, '// in the page\n');
  await bench.getByText(/changed meanwhile, in your editor/).waitFor();
  expect(readFileSync(file, 'utf8')).toBe('// by my editor\n');
  await bench.getByRole('button', { name: 'keep this one' }).click();
  await expect.poll(() => readFileSync(file, 'utf8')).toContain('in the page');
  await bench.getByRole('button', { name: 'undo' }).click();
  await expect.poll(() => readFileSync(file, 'utf8')).toContain('my editor');
});

test('what was written while the lab was away is offered, and saved', async () => {
  const { page, bench } = await open('// mine\n');
  await page.getByRole('textbox', { name: 'Your answer' }).waitFor();
  await page.route('**/lab/**', (route) => route.abort());
  await write(page, '// far away\n');
  await bench
    .getByText(/Not saved in the workbook; this browser has it/)
    .waitFor();
  // Or the page would save it when it goes: that goes past the route.
  writeFileSync(file, '// by my editor\n');
  await page.reload();
  await page.getByText('// far away').waitFor();
  await page.unroute('**/lab/**');
  await page.reload();
  await bench.getByText(/This text was not saved/).waitFor();
  await bench.getByRole('button', { name: 'keep this one' }).click();
  await expect.poll(() => readFileSync(file, 'utf8')).toContain('far away');
});

test('hints come one at a time, the solution after a question', async () => {
  const { page } = await open('// mine\n');
  const hints = page.locator('.hint summary');
  expect(await hints.locator('visible=true').count()).toBe(1);
  await hints.first().click();
  expect(await hints.locator('visible=true').count()).toBe(2);
  await page.getByRole('button', { name: 'Solution' }).click();
  await page.getByRole('button', { name: 'not yet' }).click();
  expect(await page.locator('.diff').count()).toBe(0);
  await page.getByRole('button', { name: 'Solution' }).click();
  await page.getByRole('button', { name: 'show me' }).click();
  await page.locator('.diff').waitFor();
  expect(readFileSync(file, 'utf8')).toBe('// mine\n');
  await expect
    .poll(() => readFileSync(path.join(workbook, 'progress.txt'), 'utf8'))
    .toContain('saw solution');
});

test('axe finds nothing in results and solution, light and dark', async () => {
  const { page, said, check } = await open(
    solution.replace('return redis.publish', 'await redis.publish'),
  );
  await check.click();
  await said.getByText('5 of 6').waitFor();
  await page.getByRole('button', { name: 'Solution' }).click();
  await page.getByRole('button', { name: 'show me' }).click();
  await page.locator('.diff').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await axeFindings(page, ['color-contrast'])).toEqual([]);
});
