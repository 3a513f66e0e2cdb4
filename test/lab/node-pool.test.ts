import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { projectFolder } from '../../src/course/project.ts';
import { NodePool } from '../../src/lab/node-pool.ts';
import type { NodeProcess } from '../../src/lab/node-process.ts';
import { fixtureProject } from '../setup/fixture-project.ts';
import { isThere, programProcesses, scratchFolders } from './process-there.ts';

/** A pool that is closed after the test. */
function openPool() {
  const pool = new NodePool();
  onTestFinished(() => pool.close());
  return pool;
}

/** Waits until so many processes of ours are there. */
async function waiting(count: number): Promise<number[]> {
  await vi.waitFor(
    () => expect(programProcesses()).toHaveLength(count),
    30_000,
  );
  return programProcesses();
}

interface Outcome {
  out: string;
  err: string;
  code: number | null;
  signal: string | null;
}

/** Everything that a child wrote, and how it ended. */
function outcomeOf(child: NodeProcess['child']): Promise<Outcome> {
  const seen = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text) => (seen.out += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (seen.err += text));
  return new Promise((resolve) =>
    child.on('close', (code, signal) => resolve({ ...seen, code, signal })),
  );
}

/** Runs a source in a process of the pool. */
async function runIn(pool: NodePool, source: string, libraries: string[] = []) {
  const node = pool.take(libraries);
  node.run({
    program: 'examples/redis/a.ts',
    files: [{ path: 'examples/redis/a.ts', source }],
    addresses: { REDIS_URL: 'redis://r' },
  });
  return outcomeOf(node.child);
}

/** Runs it as a reader would: `node a.ts`. */
function runPlain(source: string): Promise<Outcome> {
  const root = fixtureProject({ 'package.json': '{"type":"module"}' });
  const file = path.join(root, 'a.ts');
  writeFileSync(file, source);
  const child = spawn(process.execPath, [file], {
    cwd: projectFolder,
    env: { PATH: process.env.PATH, REDIS_URL: 'redis://r' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return outcomeOf(child as NodeProcess['child']);
}

const probe = `
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as module from 'node:module';
console.log(JSON.stringify({
  arguments: process.argv.length,
  isItself: process.argv[1] === import.meta.filename,
  node: process.argv[0] === process.execPath,
  main: import.meta.main,
  name: path.basename(import.meta.filename),
  cwd: process.cwd(),
  send: typeof process.send,
  connected: process.connected ?? null,
  // Its two outputs are open from the start, so that they can block.
  resources: process.getActiveResourcesInfo().filter((name) => name !== 'PipeWrap'),
  listeners: ['SIGINT', 'exit', 'message', 'uncaughtException', 'unhandledRejection']
    .map((name) => process.listenerCount(name)),
  stdin: readFileSync(0, 'utf8'),
  isTTY: [process.stdin.isTTY ?? null, process.stdout.isTTY ?? null],
  address: process.env.REDIS_URL,
  runMain: module.default.runMain.name,
  strict: (function () { return this === undefined; })(),
  exitCode: process.exitCode ?? null,
}));
`;

test.each([
  ['its arguments, environment, input and handles', probe],
  ['an exit code', 'process.exitCode = 3;'],
  ['process.exit', 'console.log("a"); process.exit(4);'],
  [
    'a signal of its own',
    'process.kill(process.pid, "SIGTERM"); setInterval(() => {}, 9);',
  ],
  ['an await that never ends', 'await new Promise(() => {});'],
  ['an error thrown', 'throw new Error("a");'],
  ['a rejection that nobody handles', 'void Promise.reject(new Error("a"));'],
  [
    'a rejection that it handles itself',
    'process.on("unhandledRejection", (error) => console.log(String(error))); void Promise.reject(new Error("a"));',
  ],
  ['a syntax error', '\nconst a = ;'],
])(
  'a process that waited does as plain Node with %s',
  async (_what, source) => {
    const pool = openPool();
    pool.expect(['ioredis'], 1);
    const [pid] = await waiting(1);
    const node = pool.take(['ioredis']);
    expect(node.child.pid).toBe(pid);
    await node.ready;
    node.run({
      program: 'examples/redis/a.ts',
      files: [{ path: 'examples/redis/a.ts', source }],
      addresses: { REDIS_URL: 'redis://r' },
    });
    const [there, plain] = await Promise.all([
      outcomeOf(node.child),
      runPlain(source),
    ]);
    // What differs is where the file is, and Node's own way to it.
    const alike = ({ out, err, code, signal }: Outcome) => ({
      out,
      code,
      signal,
      err: err
        .replace(/(file:\/\/)?\/\S*\/a\.ts/g, 'a.ts')
        .replace(/^ +at .*node:internal.*\n/gm, ''),
    });
    expect(alike(there)).toEqual(alike(plain));
  },
);

test('a process is used once', async () => {
  const pool = openPool();
  pool.expect(['ioredis'], 2);
  await waiting(2);
  const print = 'console.log(process.pid);';
  const one = await runIn(pool, print, ['ioredis']);
  const two = await runIn(pool, print, ['ioredis']);
  expect(one.out).not.toBe(two.out);
});

test('a program gets no process that has loaded what it does not import', async () => {
  const pool = openPool();
  pool.expect(['ioredis'], 1);
  const [pid] = await waiting(1);
  const { out } = await runIn(pool, 'console.log(process.pid);', ['memjs']);
  expect(Number(out)).not.toBe(pid);
});

test('one that was killed while it waited is not given out', async () => {
  const pool = openPool();
  pool.expect(['ioredis'], 1);
  const [pid] = await waiting(1);
  process.kill(pid!, 'SIGKILL');
  await vi.waitFor(() => expect(scratchFolders()).toEqual([]), 30_000);
  const { out, code } = await runIn(pool, 'console.log(1);', ['ioredis']);
  expect([out, code]).toEqual(['1\n', 0]);
});

test('a library that cannot be loaded is left to the program', async () => {
  const pool = openPool();
  pool.expect(['no-such-library'], 1);
  await waiting(1);
  const { err } = await runIn(pool, "import 'no-such-library';", [
    'no-such-library',
  ]);
  expect(err).toContain("Cannot find package 'no-such-library'");
});

test('closing ends what waits, and its scratch folder', async () => {
  const pool = openPool();
  pool.expect(['ioredis'], 2);
  await waiting(2);
  await pool.close();
  expect(programProcesses()).toEqual([]);
  expect(scratchFolders()).toEqual([]);
});

test('closing while processes are started leaves none', async () => {
  const pool = openPool();
  pool.expect(['ioredis'], 5);
  await waiting(1);
  await pool.close();
  await waiting(0);
});

test.runIf(process.platform === 'linux')(
  'a lab that is killed leaves no process, waiting or running',
  async () => {
    const lab = spawn(
      process.execPath,
      [path.join(projectFolder, 'test/lab/programs/hold-pool.ts')],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const owner = lab.pid!;
    await vi.waitFor(
      () => expect(programProcesses(owner)).toHaveLength(2),
      30_000,
    );
    const pids = programProcesses(owner);
    lab.kill('SIGKILL');
    await vi.waitFor(() => expect(pids.filter(isThere)).toEqual([]), 30_000);
  },
);
