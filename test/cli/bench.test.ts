import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Report } from '../../src/cli/bench.ts';
import { MEASUREMENTS } from '../../src/cli/bench/measurements.ts';
import { projectFolder } from '../../src/course/project.ts';
import { runCommand, startCommand } from './command.ts';
import { processesWith } from './own-services.ts';

const folder = path.join(projectFolder, '.cache/bench');

/** Folders of benches that go on, or were left. */
function benches(): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

/** Servers boot, sites are built, and the machine may be busy. */
const LONG = { timeout: 900_000 };

test(
  'every measurement gives its rows, on the screen and as JSON, and leaves nothing',
  LONG,
  async () => {
    const before = benches();
    const kept = mkdtempSync(path.join(tmpdir(), 'roundtrip-bench-'));
    onTestFinished(() => rmSync(kept, { recursive: true, force: true }));
    const { code, stdout, stderr } = await runCommand(
      ['bench', '--quick', '--json', 'bench.json'],
      { env: { INIT_CWD: kept } },
    );
    expect(code, stderr).toBe(0);
    const { measured } = JSON.parse(
      readFileSync(path.join(kept, 'bench.json'), 'utf8'),
    ) as Report;
    // Those that fetch or run what is not of the bench are left out, and said.
    const [asked, usual] = [true, false].map((is) =>
      MEASUREMENTS.filter((each) => 'onlyWhenAsked' in each === is),
    );
    expect(measured.map(({ name }) => name)).toEqual(
      usual!.map(({ name }) => name),
    );
    for (const { name } of asked!)
      expect(stdout).toContain(`Not measured: ${name} (`);
    for (const { rows, heading } of measured) {
      expect(stdout).toContain(`\n${heading}\n`);
      expect(rows, heading).not.toEqual([]);
      for (const { what, median, beside } of rows) {
        expect(stdout).toContain(what);
        expect(median, what).toBeGreaterThanOrEqual(0);
        for (const { ratio, ...theirs } of beside) {
          expect(stdout).toContain(`${ratio.toFixed(2)}× ${theirs.what}`);
          expect(ratio, what).toBeCloseTo(median / theirs.median);
        }
      }
    }
    expect(benches()).toEqual(before);
  },
);

test('a bench that is stopped by Ctrl-C leaves nothing', LONG, async () => {
  const before = benches();
  const command = startCommand(['bench', '--only', 'crowd']);
  const own = await vi.waitFor(
    () => {
      const found = benches().find((each) => !before.includes(each));
      expect(found).toBeDefined();
      return path.join(folder, found!);
    },
    { timeout: 60_000, interval: 20 },
  );
  await vi.waitFor(() => expect(processesWith(own)).not.toEqual([]), {
    timeout: 60_000,
    interval: 20,
  });
  command.child.kill('SIGINT');
  expect((await command.done).code).toBe(130);
  expect(existsSync(own)).toBe(false);
  expect(processesWith(own)).toEqual([]);
});

test.each([
  ['--rounds many', '--rounds wants a number from 1 on, and got "many".\n'],
  [
    '--only speed',
    /^--only wants names with commas between, and got "speed"\. They are run, check, .*\.\n$/,
  ],
])('bench says what it wants for %s', async (words, says) => {
  const { code, stderr } = await runCommand(['bench', ...words.split(' ')]);
  expect(code).toBe(1);
  expect(stderr).toMatch(says);
});
