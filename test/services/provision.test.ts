import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import {
  ensureInstalled,
  type Machine,
  type Program,
} from '../../src/services/provision.ts';
import { ServicesError } from '../../src/services/services-error.ts';

const REDIS: Program = {
  command: 'redis-server',
  apt: 'redis-server',
  brew: 'redis',
};
const MEMCACHED: Program = {
  command: 'memcached',
  apt: 'memcached',
  brew: 'memcached',
};

/** A machine with apt whose commands are noted and install what they name. */
function machine(about: Partial<Machine> & { installed?: string[] }) {
  const lock = mkdtempSync(join(tmpdir(), 'roundtrip-apt-'));
  onTestFinished(() => rmSync(lock, { recursive: true, force: true }));
  const installed = about.installed ?? ['apt-get'];
  const ran: string[] = [];
  const made: Machine = {
    platform: 'linux',
    isRoot: true,
    has: (command) => installed.includes(command),
    listsAreFresh: () => true,
    runsSystemd: false,
    lock: join(lock, 'lock'),
    run: async (command, args) => {
      ran.push([command, ...args].join(' '));
      if (args.includes('install')) installed.push(...args);
      return { code: 0, said: '' };
    },
    ...about,
  };
  return { made, ran };
}

async function sentenceOf(promise: Promise<void>): Promise<string> {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ServicesError);
  return (error as Error).message;
}

test('nothing is run when nothing is missing', async () => {
  const { made, ran } = machine({ installed: ['redis-server'] });
  await ensureInstalled([REDIS], () => {}, made);
  expect(ran).toEqual([]);
});

test('root on Debian gets what is missing, and a line for each', async () => {
  const { made, ran } = machine({ installed: ['apt-get', 'memcached'] });
  const said: string[] = [];
  await ensureInstalled([REDIS, MEMCACHED], (line) => said.push(line), made);
  expect(said).toEqual(['apt-get install redis-server']);
  expect(ran).toEqual([
    'apt-get -q -o DPkg::Lock::Timeout=300 install -y --no-install-recommends redis-server',
  ]);
});

test('package lists that are missing or old are fetched first', async () => {
  const { made, ran } = machine({ listsAreFresh: () => false });
  await ensureInstalled([REDIS], () => {}, made);
  expect(ran[0]).toBe('apt-get -q -o DPkg::Lock::Timeout=300 update');
});

test('only the daemons of this install are stopped, where systemd runs', async () => {
  const { made, ran } = machine({
    installed: ['apt-get', 'memcached'],
    runsSystemd: true,
  });
  await ensureInstalled([REDIS, MEMCACHED], () => {}, made);
  expect(ran.filter((line) => line.startsWith('systemctl'))).toEqual([
    'systemctl disable --now redis-server',
  ]);
});

test('who is not root is told the command to type', async () => {
  const { made, ran } = machine({ isRoot: false });
  const sentence = await sentenceOf(
    ensureInstalled([REDIS, MEMCACHED], () => {}, made),
  );
  expect(sentence).toBe(
    'redis-server, memcached are missing. Install with:\n' +
      '  sudo apt-get install -y --no-install-recommends redis-server memcached\n' +
      'Or start Docker: with an engine and its compose plugin nothing else is needed.',
  );
  expect(ran).toEqual([]);
});

test('on a Mac the command is of Homebrew', async () => {
  const { made } = machine({
    isRoot: false,
    platform: 'darwin',
    installed: [],
  });
  const sentence = await sentenceOf(ensureInstalled([REDIS], () => {}, made));
  expect(sentence).toContain('\n  brew install redis\n');
});

test.each([
  [
    'E: Unable to locate package redis-server',
    /failed with exit code 100:\n {2}E: Unable/,
  ],
  [
    "E: You don't have enough free space: No space left on device",
    /^No space is left/,
  ],
  ['E: Could not open lock file (13: Permission denied)', /was not permitted/],
])('apt failing with "%s" is a sentence', async (said, expected) => {
  const { made } = machine({ run: async () => ({ code: 100, said }) });
  expect(await sentenceOf(ensureInstalled([REDIS], () => {}, made))).toMatch(
    expected,
  );
});

test('a program that apt did not bring is named', async () => {
  const { made } = machine({ run: async () => ({ code: 0, said: '' }) });
  expect(await sentenceOf(ensureInstalled([REDIS], () => {}, made))).toMatch(
    /^redis-server still cannot be found/,
  );
});
