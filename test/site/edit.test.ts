import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { openSite } from './open-site.ts';

const site = openSite();
const lesson = '/redis/greeting/';

function parts(page: Page) {
  const bench = page.locator('.in-bench');
  return {
    bench,
    edit: bench.getByRole('button', { name: 'Edit' }),
    done: bench.getByRole('button', { name: 'Done' }),
    /** The bar below the code, which says what was edited. */
    bar: bench.locator('.edits'),
    editor: bench.getByRole('textbox'),
  };
}

/** Opens the editor of the shown file and types at its end. */
async function typeAtEnd(page: Page, text: string, bench?: Locator) {
  const place = bench ?? page.locator('.in-bench');
  await place.getByRole('button', { name: 'Edit' }).click();
  await place.getByRole('textbox').click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(text);
}

async function showFile(page: Page, name: string) {
  await page.locator('.in-bench label', { hasText: name }).click();
}

test('Edit opens the true file, its markers too, and nothing jumps', async () => {
  const page = await site.open(lesson);
  const { edit, editor, bench } = parts(page);
  await showFile(page, 'speaker.ts');
  const read = bench.locator('pre:visible').first();
  const code = { box: await read.boundingBox(), text: read.getByText('/**') };
  const first = await code.text.boundingBox();
  await edit.click();
  await editor.waitFor();
  expect(await editor.innerText()).toContain('// #region greet');
  const line = await editor.locator('.cm-line span').first().boundingBox();
  expect([line!.x, line!.y]).toEqual([first!.x, first!.y]);
  expect(
    await editor.evaluate(
      (each) =>
        each.getRootNode() instanceof ShadowRoot &&
        document.activeElement === (each.getRootNode() as ShadowRoot).host,
    ),
  ).toBe(true);
});

test('an edit survives a reload, and its tab says so in words', async () => {
  const page = await site.open(lesson);
  await typeAtEnd(page, "\nconsole.log('mine');");
  await page.reload();
  const { editor, bench, bar } = parts(page);
  await editor.waitFor();
  expect(await editor.innerText()).toContain("console.log('mine');");
  await bench.getByRole('radio', { name: 'listener.ts, edited' }).waitFor({
    state: 'attached',
  });
  expect(await bar.innerText()).toContain('Edited.');
});

test('what was not changed goes back to reading when one leaves', async () => {
  const page = await site.open(lesson);
  const { edit, done, editor } = parts(page);
  await edit.click();
  await editor.waitFor();
  await done.click();
  await editor.waitFor({ state: 'detached' });
  await edit.waitFor();
});

describe('reset', () => {
  test('of one file is undone, also after a reload, until the next edit', async () => {
    const page = await site.open(lesson);
    const { bar, editor, done } = parts(page);
    await typeAtEnd(page, '// mine');
    await done.click();
    await bar.getByRole('button', { name: 'reset listener.ts' }).click();
    await bar.getByText('listener.ts is as the course has it.').waitFor();
    await editor.waitFor({ state: 'detached' });
    await page.reload();
    const undo = bar.getByRole('button', { name: 'undo' });
    await undo.click();
    await editor.waitFor();
    expect(await editor.innerText()).toContain('// mine');
    expect(await undo.count()).toBe(0);

    await bar.getByRole('button', { name: 'reset listener.ts' }).click();
    await undo.waitFor();
    await typeAtEnd(page, '// another');
    await undo.waitFor({ state: 'detached' });
  });

  test('keeps the focus on what can be done next', async () => {
    const page = await site.open(lesson);
    const { bar } = parts(page);
    await typeAtEnd(page, '// mine');
    await bar.getByRole('button', { name: 'reset listener.ts' }).focus();
    await page.keyboard.press('Enter');
    expect(
      await bar
        .getByRole('button', { name: 'undo' })
        .evaluate((each) => each === document.activeElement),
    ).toBe(true);
  });

  test('of the lesson takes all of its files, and brings all of them back', async () => {
    const page = await site.open(lesson);
    const { bar, bench } = parts(page);
    await typeAtEnd(page, '// mine');
    await showFile(page, 'channel.ts');
    await typeAtEnd(page, '// mine too');
    const mistake = page.locator('.bench').nth(1);
    await typeAtEnd(page, '// and mine', mistake);
    const edited = page.getByRole('textbox');
    expect(await edited.count()).toBe(2);
    await bar
      .getByRole('button', { name: 'reset all 3 files of this lesson' })
      .click();
    await mistake.getByText('wrong-type.ts is as the course has it.').waitFor();
    expect(await bench.locator('[data-edited]').count()).toBe(0);
    await mistake.getByRole('button', { name: 'undo' }).click();
    await bench.locator('label[data-edited]').nth(1).waitFor();
    expect(await bench.locator('label[data-edited]').count()).toBe(2);
  });
});

describe('an edit of an older original', () => {
  async function openWithOldEdit() {
    const page = await site.open('/404.html');
    await page.evaluate(() =>
      localStorage.setItem(
        'roundtrip:edit:1:redis/greeting/listener.ts',
        JSON.stringify({ of: 'older', text: '// of yesterday\n' }),
      ),
    );
    await page.goto(site.url() + lesson);
    const { bar } = parts(page);
    await bar
      .getByText('listener.ts has changed since you edited it.')
      .waitFor();
    return page;
  }

  test('is offered, and not applied by itself', async () => {
    const page = await openWithOldEdit();
    const { editor, bar } = parts(page);
    expect(await editor.count()).toBe(0);
    await bar.getByRole('button', { name: 'keep yours' }).click();
    await editor.waitFor();
    expect(await editor.innerText()).toContain('// of yesterday');
    await page.reload();
    await editor.waitFor();
    expect(await bar.getByText('has changed').count()).toBe(0);
  });

  test('gives way to the new one, which can be undone', async () => {
    const page = await openWithOldEdit();
    const { editor, bar } = parts(page);
    await bar.getByRole('button', { name: 'take the new one' }).click();
    await bar.getByRole('button', { name: 'undo' }).click();
    await editor.waitFor();
    expect(await editor.innerText()).toContain('// of yesterday');
  });
});

test('without a lab the original is replayed, and it is said that the edit did not run', async () => {
  const page = await site.open(lesson);
  const { bench } = parts(page);
  await typeAtEnd(page, "\nconsole.log('mine');");
  await page.keyboard.press('Control+Enter');
  await bench.getByText(/^Finished/).waitFor();
  const said = await bench.locator('.said').innerText();
  expect(said).toContain('Your listener.ts did not run');
  expect(said).toContain('npm ci && npm start');
  expect(
    await bench.getByRole('log', { name: 'Output of listener' }).innerText(),
  ).not.toContain('mine');
});

test('copy gives the edited program', async () => {
  const page = await site.open(lesson, {
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await typeAtEnd(page, '// mine');
  await page.locator('.in-bench .copy:visible').click();
  await page.locator('.in-bench').getByText('copied').waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
    /#|setInterval[^]*\/\/ mine\n$/,
  );
});

test('where storage is forbidden, edits last as long as the page, and that is said', async () => {
  const page = await site.open('/404.html');
  await page.addInitScript(() =>
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new Error('forbidden');
      },
    }),
  );
  await page.goto(site.url() + lesson);
  const { bar } = parts(page);
  await typeAtEnd(page, '// mine');
  await bar.getByText('This browser keeps nothing').waitFor();
});

test('a program that cannot be fetched is said, not swallowed', async () => {
  const page = await site.open(lesson);
  await page.route('**/originals/**', (route) =>
    route.fulfill({ status: 404 }),
  );
  const { edit, bench } = parts(page);
  await edit.click();
  await bench.getByText('could not be loaded for editing').waitFor();
});
