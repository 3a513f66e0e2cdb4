import { describe, expect, test } from 'vitest';
import { openSite } from './open-site.ts';

const site = openSite();
const lesson = '/redis/greeting/';

describe('without JavaScript', () => {
  const plain = { javaScriptEnabled: false };

  test('code and recorded output are there to read', async () => {
    const page = await site.open(lesson, plain);
    const bench = page.locator('.in-bench');
    expect(await bench.locator('pre').first().innerText()).toContain(
      "console.log('listening');",
    );
    const output = bench.locator('[aria-label="Recorded output of speaker"]');
    expect(await output.innerText()).toContain(
      'greetings: Hello, Grace & <all>',
    );
    expect(await bench.innerText()).toContain('ended with SIGKILL');
    expect(await bench.innerText()).toContain('Recorded on Redis 7.0.15');
  });

  test('each file of an example can be chosen', async () => {
    const page = await site.open(lesson, plain);
    const bench = page.locator('.in-bench');
    await bench.getByText('channel.ts', { exact: true }).first().click();
    expect(
      await bench.getByText("export const channel = 'greetings'").isVisible(),
    ).toBe(true);
  });

  test('a choice opens its feedback', async () => {
    const page = await site.open(lesson, plain);
    await page.getByText('Two.', { exact: true }).click();
    expect(await page.getByText('There are two names').isVisible()).toBe(true);
  });

  test('the course’s map opens', async () => {
    const page = await site.open(lesson, plain);
    await page.getByRole('button', { name: 'Course' }).click();
    const map = page.getByRole('navigation', { name: 'Course' });
    expect(await map.getByText('First words').isVisible()).toBe(true);
  });

  test('nothing is shown that needs JavaScript', async () => {
    const page = await site.open(lesson, plain);
    for (const each of await page.getByRole('button').all())
      expect(await each.textContent()).toBe('Course');
  });
});

test('a region keeps the line numbers of its file, without its markers', async () => {
  const page = await site.open(lesson);
  const code = page.locator('figure:has(.region:text("greet")) pre').last();
  const lines = await code
    .locator('[data-n]')
    .evaluateAll((all) =>
      all.map((line) => [(line as HTMLElement).dataset.n, line.textContent]),
    );
  expect(lines).toEqual([
    ['14', "const names = ['Ada', 'Grace'];"],
    ['16', 'for (const sentence of sentences(names)) {'],
    ['17', '  console.log(`${channel}: ${sentence}`);'],
    ['18', '}'],
  ]);
});

test('copy gives the code, without numbers, markers or types', async () => {
  const page = await site.open(lesson, {
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const figure = page.locator('figure:has(.region:text("greet"))').last();
  await figure.locator('pre').hover();
  await figure.getByRole('button', { name: /copy/ }).click();
  await figure.getByText('copied').waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    "const names = ['Ada', 'Grace'];\n" +
      'for (const sentence of sentences(names)) {\n' +
      '  console.log(`${channel}: ${sentence}`);\n' +
      '}\n',
  );
});

test('fenced code in the prose can be copied too', async () => {
  const page = await site.open(lesson, {
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const fence = page.locator('.fence', { hasText: 'redis-cli TYPE' });
  await fence.getByRole('button').click();
  await fence.getByText('copied').waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    'redis-cli TYPE names # list\n',
  );
});

test('a choice is made by keyboard, announced, and marked in words', async () => {
  const page = await site.open(lesson);
  await page.locator('summary', { hasText: 'One, with' }).focus();
  await page.keyboard.press('Enter');
  const alert = page.getByRole('alert');
  await alert.waitFor();
  expect(await alert.innerText()).toMatch(/^Not so\.\s+Each name/);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.getByText('Right.', { exact: true }).waitFor();
});

test('the text of a choice may hold code', async () => {
  const page = await site.open(lesson);
  expect(await page.locator('.choice summary code').innerText()).toBe('names');
});

test('hints open one at a time, then the solution with its warning', async () => {
  const page = await site.open(lesson);
  const hints = page.locator('.hint');
  expect(await hints.nth(1).isVisible()).toBe(false);
  await hints.nth(0).locator('summary').click();
  await hints.nth(1).locator('summary').click();
  expect(await hints.nth(2).isVisible()).toBe(true);
  await page.getByRole('button', { name: 'Solution' }).click();
  await page.locator('.warning').waitFor();
  await page.getByRole('button', { name: 'show me' }).click();
  await page.getByRole('cell', { name: 'return `Hello, ${name}`' }).waitFor();
});

test('without scripts the solution is there, with its warning', async () => {
  const page = await site.open(lesson, { javaScriptEnabled: false });
  await page.locator('summary', { hasText: 'Solution' }).click();
  expect(await page.locator('.warning').isVisible()).toBe(true);
  expect(await page.locator('.solution pre').innerText()).toContain(
    'return `Hello, ${name}`',
  );
});

test('without a lab an answer stays in the browser, and is not checked', async () => {
  const page = await site.open(lesson);
  const bench = page.getByRole('region', { name: 'Your answer' });
  await bench.getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('textbox', { name: 'Your answer' }).click();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText('// mine\n');
  await bench.getByRole('button', { name: 'Check' }).click();
  await bench
    .getByText(/Checking needs the servers, and no lab serves/)
    .waitFor();
  await page.reload();
  await page.getByText('// mine').waitFor();
  await bench.getByRole('button', { name: 'reset' }).click();
  await bench.getByRole('button', { name: 'undo' }).click();
  await page.getByText('// mine').waitFor();
});

test('the exercise names the command and the file of the answer', async () => {
  const page = await site.open(lesson);
  const exercise = page.locator('.exercise');
  expect(await exercise.innerText()).toContain(
    'npm run check -- redis/greeting',
  );
  expect(await exercise.innerText()).toContain('workbook/redis/greeting.ts');
});

describe('theme', () => {
  const background = 'getComputedStyle(document.body).backgroundColor';

  test('follows the system, until one is chosen; the choice stays', async () => {
    const page = await site.open(lesson, { colorScheme: 'light' });
    const light = await page.evaluate(background);
    await page.emulateMedia({ colorScheme: 'dark' });
    const dark = await page.evaluate(background);
    expect(dark).not.toBe(light);
    await page.getByLabel('light').check();
    expect(await page.evaluate(background)).toBe(light);
    await page.reload();
    expect(await page.evaluate(background)).toBe(light);
    expect(await page.getByLabel('light').isChecked()).toBe(true);
    await page.getByLabel('system').check();
    expect(await page.evaluate(background)).toBe(dark);
    await page.reload();
    expect(await page.evaluate(background)).toBe(dark);
  });
});
