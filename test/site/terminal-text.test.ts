import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainText, TerminalText } from '../../src/site/terminal-text.ts';
import { openSite } from './open-site.ts';

const read = (...pieces: string[]) => {
  const reader = new TerminalText();
  return pieces.flatMap((piece) => reader.read(piece));
};

describe('what is written for a terminal', () => {
  test('has its colours and looks as inks', () => {
    expect(read('\x1b[1;31mred\x1b[22m on\x1b[0m off')).toEqual([
      { text: 'red', inks: ['ansi-red', 'ansi-bold'] },
      { text: ' on', inks: ['ansi-red'] },
      { text: ' off', inks: [] },
    ]);
  });

  test.each([
    ['38;5;196', 'ansi-red'],
    ['38;2;20;200;30', 'ansi-green'],
    ['94', 'ansi-blue'],
    ['90', 'ansi-faint'],
    ['38;5;244', 'ansi-faint'],
  ])('has the nearest ink for %s', (code, ink) => {
    expect(read(`\x1b[${code}mx`)).toEqual([{ text: 'x', inks: [ink] }]);
  });

  test('needs no ink for white, which is the ink of a dark terminal', () => {
    expect(read('\x1b[37mx\x1b[38;2;255;255;255my')).toEqual([
      { text: 'x', inks: [] },
      { text: 'y', inks: [] },
    ]);
  });

  test.each([
    ['a link', '\x1b]8;;javascript:alert(1)\x1b\\here\x1b]8;;\x1b\\'],
    ['a window’s title', '\x1b]0;owned\x07here'],
    ['moves and clearing', '\x1b[2J\x1b[1;1Hhe\x1b[3Dre\x1b[?25l'],
    ['other controls', '\x07he\x08re\x1b(B\x1b7\r'],
    ['a string of the device', '\x1bPq#0;2;0;0;0\x1b\\here'],
  ])('loses %s and keeps its text', (_what, text) => {
    expect(plainText(text)).toBe('here');
  });

  test('is the same in whatever pieces it comes', () => {
    const whole =
      'a\x1b[1;32mb\x1b[0m\x1b]8;;http://x\x07c\x1b]8;;\x07d\x1b[4me';
    const joined = (parts: ReturnType<typeof read>) =>
      parts.flatMap(({ text, inks }) =>
        [...text].map((each) => `${each} ${inks.join(' ')}`),
      );
    fc.assert(
      fc.property(fc.array(fc.nat({ max: whole.length })), (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), whole.length];
        const pieces = at.slice(1).map((end, i) => whole.slice(at[i], end));
        expect(joined(read(...pieces))).toEqual(joined(read(whole)));
      }),
    );
  });

  test('gives back what has no escapes', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', ' ', '\n', '<', 'ä', '[') }),
        (text) => {
          expect(plainText(text)).toBe(text);
        },
      ),
    );
  });
});

describe('on a page', () => {
  const site = openSite();

  test('colours come as inks, and nothing of it becomes an element', async () => {
    const page = await site.open('/redis/greeting/', {
      reducedMotion: 'reduce',
    });
    const write = (text: string) => ({
      t: 2,
      event: 'stdout',
      pane: 'speaker',
      text,
    });
    const events = [
      write('\x1b[3'),
      write('2m<b>green</b>\x1b[0m '),
      write('\x1b]8;;javascript:alert(1)\x07link\x1b]8;;\x07\n'),
      { t: 3, event: 'end', outcome: 'finished', left: [] },
    ];
    await page.route('**/recordings/**', (route) =>
      route.fulfill({
        body: events.map((each) => JSON.stringify(each)).join('\n'),
      }),
    );
    const bench = page.locator('.in-bench');
    await bench.getByRole('button', { name: 'Run' }).click();
    await bench.getByText(/^Finished/).waitFor();
    const output = bench.getByRole('log', { name: 'Output of speaker' });
    expect(await output.innerText()).toBe('<b>green</b> link\n');
    expect(await output.locator('.ansi-green').innerText()).toBe(
      '<b>green</b>',
    );
    expect(await output.locator('a, b').count()).toBe(0);
  });

  test('recorded output has them without JavaScript too', async () => {
    const page = await site.open('/memcached/first-words/', {
      javaScriptEnabled: false,
    });
    const output = page.locator('noscript .recorded, .output .recorded');
    expect(await output.first().innerText()).toBe('hello');
    expect(await output.first().locator('.ansi-green').innerText()).toBe(
      'hello',
    );
  });
});
