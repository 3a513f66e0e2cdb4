import { afterEach, expect, test, vi } from 'vitest';
import { LIMITS } from '../../src/lab/limits.ts';
import type { RunOptions } from '../../src/lab/run.ts';
import { programProcesses, scratchFolders } from './process-there.ts';
import { endOf, runPanes, textOf } from './run-panes.ts';

afterEach(async () => {
  await vi.waitFor(() => {
    expect(programProcesses(), 'processes that are left').toEqual([]);
    expect(scratchFolders(), 'scratch folders that are left').toEqual([]);
  }, 20_000);
});

/** A program that goes on until something ends it, with its own bound. */
async function abuse(source: string, limits: Partial<RunOptions['limits']>) {
  const { events, result } = runPanes(
    { a: source },
    { limits: { ...LIMITS, ...limits } },
  );
  return { events, ...(await result) };
}

test('an endless loop ends at the time limit', async () => {
  const { outcome, message, events } = await abuse('for (;;);', { seconds: 1 });
  expect(outcome).toBe('limit');
  expect(message).toMatch(/after 1 seconds.*usually.*Close what it opened/);
  expect(endOf(events, 'a')).toMatchObject({ signal: 'SIGKILL' });
});

test('an endless loop ends at the limit of processor time', async () => {
  const { outcome, message } = await abuse('for (;;);', { busySeconds: 1 });
  expect(outcome).toBe('limit');
  expect(message).toMatch(/"a" kept a processor busy for 1 seconds.*loop/);
});

test('a program that waits for nothing ends at the time limit', async () => {
  const { outcome } = await abuse('setInterval(() => {}, 1000);', {
    seconds: 1,
  });
  expect(outcome).toBe('limit');
});

test('a heap that only grows ends at the limit, explained', async () => {
  const { outcome, message, events } = await abuse(
    'const kept = []; for (;;) kept.push(Array.from({ length: 100 }, () => ({ one: 1 })));',
    {},
  );
  expect(outcome, message).toBe('limit');
  expect(message).toMatch(/objects of "a" filled 128 MB.*only grows/);
  expect(endOf(events, 'a')).toMatchObject({ signal: 'SIGABRT' });
});

test('buffers outside the heap end at the memory limit', async () => {
  const { outcome, message, events } = await abuse(
    `const kept = [];
     for (let i = 1; i <= 64; i++) {
       kept.push(Buffer.alloc(8 * 2 ** 20, 1));
       console.log(i * 8);
       await new Promise((resolve) => setTimeout(resolve, 10));
     }
     setInterval(() => kept, 1000);`,
    {},
  );
  expect(outcome, message).toBe('limit');
  expect(message).toMatch(/"a" had more than 384 MB.*only grows/);
  const megabytes = Number(textOf(events, 'a').trim().split('\n').at(-1));
  expect(megabytes).toBeLessThanOrEqual(512);
});

test('one huge buffer, filled without a pause, ends at the memory limit', async () => {
  const { outcome, message } = await abuse(
    'const kept = Buffer.alloc(600 * 2 ** 20, 1); setInterval(() => kept, 1000);',
    {},
  );
  expect(outcome).toBe('limit');
  expect(message).toContain('more than 384 MB');
});

test('a flood of output ends at the output limit', async () => {
  const { outcome, message, events } = await abuse(
    'for (;;) console.log("x".repeat(1000));',
    {},
  );
  expect(outcome).toBe('limit');
  expect(message).toMatch(/more than 256 kB.*prints without end/);
  expect(textOf(events, 'a').length).toBeLessThan(2 * LIMITS.outputBytes);
});

test('a flood of errors ends at the output limit', async () => {
  const { outcome } = await abuse(
    'for (;;) process.stderr.write("x".repeat(65536));',
    {},
  );
  expect(outcome).toBe('limit');
});

test('a program that ignores SIGINT and SIGTERM ends at the time limit', async () => {
  const { outcome, events } = await abuse(
    'for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, () => {}); setInterval(() => {}, 1000);',
    { seconds: 1 },
  );
  expect(outcome).toBe('limit');
  expect(endOf(events, 'a')).toMatchObject({ signal: 'SIGKILL' });
});

test('an unhandled rejection ends the program as Node ends it', async () => {
  const { outcome, events } = await abuse(
    'void Promise.reject(new Error("nobody caught this")); setInterval(() => {}, 1000);',
    {},
  );
  expect(outcome).toBe('finished');
  expect(endOf(events, 'a')).toMatchObject({ code: 1 });
  expect(textOf(events, 'a', 'stderr')).toContain('nobody caught this');
});

test('an exit with output pending gives it whole', async () => {
  const { events } = await abuse(
    'process.stdout.write("x".repeat(200_000)); process.exit(7);',
    {},
  );
  expect(textOf(events, 'a').length).toBe(200_000);
  expect(endOf(events, 'a')).toMatchObject({ code: 7 });
});

test('an abort of its own is not taken for a full heap', async () => {
  const { outcome, message, events } = await abuse('process.abort();', {});
  expect(outcome).toBe('finished');
  expect(message).toBeUndefined();
  expect(endOf(events, 'a')).toMatchObject({ signal: 'SIGABRT' });
});

test('more programs than a run may have are refused', async () => {
  const panes = Object.fromEntries(
    Array.from({ length: 9 }, (_, i) => [`p${i}`, 'console.log(1);']),
  );
  const { result, events } = runPanes(panes);
  expect(await result).toMatchObject({
    outcome: 'failed',
    message: expect.stringMatching(/9 programs.*may have 8/) as string,
  });
  expect(events).toEqual([]);
});

test('stopping leaves no process', async () => {
  const stop = new AbortController();
  const { events, result } = runPanes(
    { a: 'console.log("up"); setInterval(() => {}, 1000);' },
    { signal: stop.signal },
  );
  await vi.waitFor(() => expect(textOf(events, 'a')).toBe('up\n'), 30_000);
  stop.abort();
  expect(await result).toEqual({
    outcome: 'stopped',
    message: 'You stopped the run.',
  });
});
