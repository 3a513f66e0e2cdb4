import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { soak } from '../../src/cli/soak.ts';
import { startCommand, type Command } from './command.ts';
import { processesWith } from './own-services.ts';

/** Servers boot, and the machine may be busy. */
const LONG = { timeout: 300_000 };

/** The workbook of a soak, once it has said where that is. */
async function workbookOf({ output }: Command): Promise<string> {
  return vi.waitFor(
    () => {
      const found = /^workbook +(\S+)$/m.exec(output().stdout);
      expect(found, output().stderr).not.toBeNull();
      return found![1]!;
    },
    { timeout: 60_000, interval: 20 },
  );
}

/** A soak that holds: what it has printed, and its report. */
async function soakTold(...args: string[]) {
  const folder = mkdtempSync(path.join(tmpdir(), 'roundtrip-soak-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const command = startCommand(['soak', ...args, '--json', 'soak.json'], {
    env: { INIT_CWD: folder },
  });
  const { code, stdout, stderr } = await command.done;
  expect(code, stdout + stderr).toBe(0);
  const report = JSON.parse(
    readFileSync(path.join(folder, 'soak.json'), 'utf8'),
  ) as { seed: number; counts: Record<string, number>; problems: string[] };
  return { command, report, stdout };
}

/** That nothing is left of a soak. */
function expectNothingOf(workbook: string) {
  const folder = path.dirname(workbook);
  expect(processesWith(folder)).toEqual([]);
  expect(existsSync(folder)).toBe(false);
  if (existsSync('/proc/mounts'))
    expect(readFileSync('/proc/mounts', 'utf8')).not.toContain(folder);
}

test(
  'a short soak holds, says so in counts, and leaves nothing',
  LONG,
  async () => {
    const acts =
      'run,edit,check,answer,progress,console,fault,refused,kill-leased,kill-process,kill-lab,full-workbook,full-recordings';
    const { command, report, stdout } = await soakTold(
      ...['--minutes', '0.1', '--acts', '10', '--seed', '5', '--only', acts],
    );
    expect(stdout).toMatch(/\n +\d+ answers acknowledged\n/);
    expect(stdout).toMatch(/\n +0 answers lost\n/);
    expect(stdout).toMatch(/\nseed 5\nAll holds\.\n$/);
    expect(report).toMatchObject({ seed: 5, problems: [] });
    expectNothingOf(await workbookOf(command));
  },
);

test(
  'a soak whose time is over at once has done each thing once',
  LONG,
  async () => {
    const acts = 'edit,check,answer,progress,console,refused,run';
    const { report } = await soakTold(
      ...['--minutes', '0.0001', '--seed', '5', '--only', acts],
    );
    const counted = ['runs', 'checks', 'acknowledged', 'refused'];
    for (const each of counted)
      expect(report.counts[each], each).toBeGreaterThan(0);
    expect(report.counts).toMatchObject({ lost: 0 });
  },
);

test(
  'an answer that is damaged under a soak is told, and is exit code 1',
  LONG,
  async () => {
    const command = startCommand([
      'soak',
      '--minutes',
      '0.05',
      '--seed',
      '1',
      '--only',
      'answer',
    ]);
    const workbook = await workbookOf(command);
    const damage = setInterval(() => {
      if (!existsSync(workbook)) return;
      const files = readdirSync(workbook, {
        recursive: true,
        encoding: 'utf8',
      });
      for (const file of files)
        if (/^\w+\/[\w-]+\.ts$/.test(file))
          appendFileSync(path.join(workbook, file), '// by another hand\n');
    }, 50);
    onTestFinished(() => clearInterval(damage));
    const { code, stdout } = await command.done;
    expect(code).toBe(1);
    expect(stdout).toMatch(/\n +[1-9]\d* answers lost\n/);
    expect(stdout).toMatch(
      /\n- the answer to \S+ is not the one that was saved: it has \d+ characters, and \d+ were acknowledged\.\n/,
    );
    expectNothingOf(workbook);
  },
);

test('a soak that is stopped by Ctrl-C leaves nothing', LONG, async () => {
  const command = startCommand([
    'soak',
    '--minutes',
    '5',
    '--only',
    'answer,refused',
  ]);
  const workbook = await workbookOf(command);
  await vi.waitFor(
    () => expect(command.output().stdout).toMatch(/^lab +http/m),
    { timeout: 60_000, interval: 20 },
  );
  command.child.kill('SIGINT');
  const { code, stderr } = await command.done;
  expect(stderr).toBe('Stopped.\n');
  expect(code).toBe(130);
  expectNothingOf(workbook);
});

test.each([
  ['--minutes 0', '--minutes wants a number above 0, up to 1440, and got "0".'],
  [
    '--seed x',
    '--seed wants a whole number from 0 to 4294967295, and got "x".',
  ],
  [
    '--only run,nap',
    '--only wants names of acts with commas between, and got "nap". They are run, ',
  ],
  [
    '--hours 1',
    'soak knows --minutes, --seed, --acts, --only and --json; it does not know --hours.',
  ],
])('soak %s says what it wants', async (args, sentence) => {
  await expect(soak(args.split(' '))).rejects.toThrow(sentence);
});
