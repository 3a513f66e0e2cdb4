import { parseHeader } from '../../src/course/header.ts';
import { expect, test, vi } from 'vitest';
import { programProcesses, scratchFolders } from './process-there.ts';
import { endOf, runPanes, textOf } from './run-panes.ts';

test('gives what a program wrote, to which stream, and how it ended', async () => {
  const { events, result } = runPanes({
    a: 'console.log("out"); console.error("err"); process.exitCode = 3;',
  });
  expect(await result).toEqual({ outcome: 'finished' });
  expect(textOf(events, 'a')).toBe('out\n');
  expect(textOf(events, 'a', 'stderr')).toBe('err\n');
  expect(endOf(events, 'a')).toMatchObject({ code: 3, signal: null });
});

test('gives output that was pending when the program exited, whole', async () => {
  const { events, result } = runPanes({
    a: 'console.log("x".repeat(150_000)); process.exit(0);',
  });
  await result;
  expect(textOf(events, 'a').length).toBe(150_001);
});

test('a program that waits starts when the line it waits for was written', async () => {
  const { events, result } = runPanes({
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
  expect(textOf(events, 'late')).toBe('late\n');
});

test('says so when the line never came', async () => {
  const { events, result } = runPanes({
    a: 'console.log("hello");',
    b: '// @after a: ready\nconsole.log("b");',
  });
  expect(await result).toEqual({
    outcome: 'failed',
    message: '"b" waited for the line "ready" of "a", which ended without it.',
  });
  expect(textOf(events, 'b')).toBe('');
});

test('ends a background program with SIGINT when the others have ended', async () => {
  const { events, result } = runPanes({
    server:
      '// @background\nprocess.on("SIGINT", () => { console.log("closing"); process.exit(0); }); setInterval(() => {}, 1000); console.log("up");',
    client: '// @after server: up\nconsole.log("done");',
  });
  expect(await result).toEqual({ outcome: 'finished' });
  expect(textOf(events, 'server')).toBe('up\nclosing\n');
});

test('kills a background program that ignores SIGINT', async () => {
  const { events, result } = runPanes({
    server:
      '// @background\nprocess.on("SIGINT", () => {}); setInterval(() => {}, 1000); console.log("up");',
    client: '// @after server: up\nconsole.log("done");',
  });
  expect(await result).toEqual({ outcome: 'finished' });
  expect(endOf(events, 'server')).toMatchObject({ signal: 'SIGKILL' });
});

test('a program sees the addresses, and nothing else of the lab’s environment', async () => {
  process.env.SECRET_OF_THE_LAB = 'x';
  const { events, result } = runPanes(
    { a: 'console.log(JSON.stringify(process.env));' },
    { addresses: () => ({ REDIS_URL: 'redis://r' }) },
  );
  await result;
  const seen = JSON.parse(textOf(events, 'a')) as Record<string, string>;
  expect(seen.REDIS_URL).toBe('redis://r');
  expect(seen.SECRET_OF_THE_LAB).toBeUndefined();
});

test('a program whose files cannot be written is told of, and leaves no process', async () => {
  const source = 'console.log(1);';
  const { result } = runPanes(
    { a: source },
    {
      files: ['a.ts', 'a.ts/b.ts'].map((name) => ({
        ...{ path: `examples/redis/x/${name}`, source },
        ...{ header: parseHeader('a.ts', source), regions: [] },
      })),
    },
  );
  const { outcome, message } = await result;
  expect(outcome).toBe('failed');
  expect(message).toMatch(/^"a" could not be started: Could not write .*\.$/);
  await vi.waitFor(() => {
    expect(programProcesses()).toEqual([]);
    expect(scratchFolders()).toEqual([]);
  }, 20_000);
});
