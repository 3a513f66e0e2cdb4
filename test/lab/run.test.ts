import { existsSync, readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import type { RunEvent } from '../../src/course/event.ts';
import { loadExample } from '../../src/course/example.ts';
import { LIMITS } from '../../src/lab/limits.ts';
import { runPrograms, type RunOptions } from '../../src/lab/run.ts';
import { fixtureProject } from '../setup/fixture-project.ts';

/** Runs a folder of programs, given as pane → source. */
function run(panes: Record<string, string>, options: Partial<RunOptions> = {}) {
  const files = Object.entries(panes).map(([pane, source], index) => {
    const tags = [...source.matchAll(/^\/\/ (@.*)$/gm)]
      .map((match) => ` * ${match[1]}\n`)
      .join('');
    const title = index === 0 ? ' * @title T\n' : '';
    return [
      `examples/redis/x/${pane}.ts`,
      `/**\n${title} * @pane ${pane}\n${tags} */\n${source}\n`,
    ];
  });
  const root = fixtureProject(Object.fromEntries(files));
  const events: RunEvent[] = [];
  const result = runPrograms(loadExample('redis/x', root).programs, {
    addresses: () => ({}),
    clock: () => 0,
    on: (event) => events.push(event),
    root,
    ...options,
  });
  return { events, result, root };
}

const text = (events: RunEvent[], pane: string, stream = 'stdout') =>
  events
    .flatMap((each) =>
      each.event === stream &&
      'pane' in each &&
      each.pane === pane &&
      'text' in each
        ? each.text
        : [],
    )
    .join('');
const end = (events: RunEvent[], pane: string) =>
  events.find(
    (each) => each.event === 'end' && 'pane' in each && each.pane === pane,
  );

/** Whether a process is there (a zombie is not). */
function runs(pid: number): boolean {
  const status = `/proc/${pid}/status`;
  return (
    existsSync(status) && !/^State:\tZ/m.test(readFileSync(status, 'utf8'))
  );
}

test('gives what a program wrote, to which stream, and how it ended', async () => {
  const { events, result } = run({
    a: 'console.log("out"); console.error("err"); process.exitCode = 3;',
  });
  expect(await result).toEqual({ outcome: 'finished' });
  expect(text(events, 'a')).toBe('out\n');
  expect(text(events, 'a', 'stderr')).toBe('err\n');
  expect(end(events, 'a')).toMatchObject({ code: 3, signal: null });
});

test('gives output that was pending when the program exited, whole', async () => {
  const { events, result } = run({
    a: 'console.log("x".repeat(150_000)); process.exit(0);',
  });
  await result;
  expect(text(events, 'a').length).toBe(150_001);
});

test('a program that waits starts when the line it waits for was written', async () => {
  const { events, result } = run({
    late: '// @after early: ready\nconsole.log("late");',
    early:
      'console.log("not ready yet"); process.stdout.write("rea"); setTimeout(() => { console.log("dy"); setTimeout(() => console.log("end"), 20); }, 20);',
  });
  await result;
  const started = events.findIndex(
    (each) => each.event === 'start' && 'pane' in each && each.pane === 'late',
  );
  const before = events
    .slice(0, started)
    .flatMap((each) => ('text' in each ? each.text : ''))
    .join('');
  expect(before).toContain('ready\n');
  expect(text(events, 'late')).toBe('late\n');
});

test('says so when the line never came', async () => {
  const { events, result } = run({
    a: 'console.log("hello");',
    b: '// @after a: ready\nconsole.log("b");',
  });
  expect(await result).toEqual({
    outcome: 'failed',
    message: '"b" waited for the line "ready" of "a", which ended without it.',
  });
  expect(text(events, 'b')).toBe('');
});

test('ends a background program with SIGINT when the others have ended', async () => {
  const { events, result } = run({
    server:
      '// @background\nprocess.on("SIGINT", () => { console.log("closing"); process.exit(0); }); setInterval(() => {}, 1000); console.log("up");',
    client: '// @after server: up\nconsole.log("done");',
  });
  expect(await result).toEqual({ outcome: 'finished' });
  expect(text(events, 'server')).toBe('up\nclosing\n');
});

test('kills a background program that ignores SIGINT', async () => {
  const { events, result } = run({
    server:
      '// @background\nprocess.on("SIGINT", () => {}); setInterval(() => {}, 1000); console.log("up");',
    client: '// @after server: up\nconsole.log("done");',
  });
  expect(await result).toEqual({ outcome: 'finished' });
  expect(end(events, 'server')).toMatchObject({ signal: 'SIGKILL' });
});

test('an endless loop ends at the time limit, with a sentence', async () => {
  const { events, result } = run(
    { a: 'for (;;);' },
    { limits: { ...LIMITS, seconds: 1 } },
  );
  expect(await result).toMatchObject({
    outcome: 'limit',
    message: expect.stringContaining('after 1 seconds') as string,
  });
  expect(end(events, 'a')).toMatchObject({ signal: 'SIGKILL' });
});

test('a flood of output ends at the output limit, with a sentence', async () => {
  const { events, result } = run({
    a: 'for (;;) console.log("x".repeat(1000));',
  });
  expect(await result).toMatchObject({
    outcome: 'limit',
    message: expect.stringContaining('more than 256 kB') as string,
  });
  expect(text(events, 'a').length).toBeLessThan(2 * LIMITS.outputBytes);
});

test('stopping leaves no process, not even one that a program started', async () => {
  const stop = new AbortController();
  const { events, result } = run(
    {
      a: 'import { spawn } from "node:child_process"; const c = spawn("sleep", ["600"]); console.log(c.pid); setInterval(() => {}, 1000);',
    },
    { signal: stop.signal },
  );
  await vi.waitFor(() => expect(text(events, 'a')).toMatch(/\d+\n/), 30_000);
  const grandchild = Number(text(events, 'a'));
  expect(runs(grandchild)).toBe(true);
  stop.abort();
  expect(await result).toEqual({
    outcome: 'stopped',
    message: 'You stopped the run.',
  });
  await vi.waitFor(() => expect(runs(grandchild)).toBe(false), 30_000);
});

test('a program sees the addresses, and nothing else of the lab’s environment', async () => {
  process.env.SECRET_OF_THE_LAB = 'x';
  const { events, result } = run(
    { a: 'console.log(JSON.stringify(process.env));' },
    { addresses: () => ({ REDIS_URL: 'redis://r' }) },
  );
  await result;
  const seen = JSON.parse(text(events, 'a')) as Record<string, string>;
  expect(seen.REDIS_URL).toBe('redis://r');
  expect(seen.SECRET_OF_THE_LAB).toBeUndefined();
});
