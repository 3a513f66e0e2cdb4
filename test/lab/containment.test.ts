import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { CONTAINMENT } from '../../src/course/containment.ts';
import { projectFolder } from '../../src/course/project.ts';

import { endOf, runPanes, textOf } from './run-panes.ts';

/** Runs one program; what it printed, and how its run ended. */
async function runOne(source: string) {
  const { events, result } = runPanes({ a: source });
  const run = await result;
  return {
    ...run,
    events,
    out: textOf(events, 'a'),
    err: textOf(events, 'a', 'stderr'),
  };
}

test.each([
  [
    'to read a file of the machine',
    'import { readFileSync } from "node:fs"; readFileSync("/etc/passwd");',
  ],
  [
    'to read a file of the project',
    `import { readFileSync } from "node:fs"; readFileSync(${JSON.stringify(path.join(projectFolder, 'README.md'))});`,
  ],
  [
    'to write beside the project',
    'import { writeFileSync } from "node:fs"; writeFileSync("roundtrip-was-here", "");',
  ],
  [
    'to start a program',
    'import { spawnSync } from "node:child_process"; const { error } = spawnSync("ls"); if (error) throw error;',
  ],
  [
    'to fork itself',
    'import { fork } from "node:child_process"; for (;;) fork(import.meta.filename);',
  ],
  [
    'to start a worker',
    'import { Worker } from "node:worker_threads"; new Worker("for (;;);", { eval: true });',
  ],
  [
    'to make a link out of its folder',
    'import { symlinkSync } from "node:fs"; symlinkSync("/etc", `${process.env.TMPDIR}/etc`);',
  ],
])('refuses %s, with a sentence', async (_what, source) => {
  const { outcome, message, err, events } = await runOne(source);
  expect(endOf(events, 'a'), err).toMatchObject({ code: 1 });
  expect(err).toContain('ERR_ACCESS_DENIED');
  expect(outcome).toBe('finished');
  expect(message).toMatch(/the lab refused it.*run the file yourself/);
  expect(existsSync('roundtrip-was-here')).toBe(false);
});

test('has no database that writes past the permissions', async () => {
  const { err } = await runOne('import "node:sqlite";');
  expect(err).toContain('node:sqlite');
});

test('has no inspector, not even by SIGUSR1', async () => {
  const { out } = await runOne(
    `import { url } from "node:inspector";
     try { process.kill(process.pid, "SIGUSR1"); } catch { /* as good */ }
     await new Promise((resolve) => setTimeout(resolve, 200));
     console.log(url());`,
  );
  expect(out).not.toContain('ws:');
});

test('a program may write below os.tmpdir(), and that is gone afterwards', async () => {
  const { out, message } = await runOne(
    `import { readFileSync, writeFileSync } from "node:fs";
     import { tmpdir } from "node:os";
     import path from "node:path";
     const file = path.join(tmpdir(), "a.txt");
     writeFileSync(file, "written");
     console.log(readFileSync(file, "utf8"));
     console.log(Buffer.from(file).toString("hex"));`,
  );
  const [written, hex] = out.split('\n');
  expect(written, message).toBe('written');
  const file = Buffer.from(hex!, 'hex').toString();
  expect(file).toContain(path.join('.cache', 'runs'));
  expect(existsSync(path.dirname(file))).toBe(false);
});

test('a program may end itself by a signal', async () => {
  const { events, outcome } = await runOne(
    'process.kill(process.pid, "SIGKILL"); setInterval(() => {}, 1000);',
  );
  expect(outcome).toBe('finished');
  expect(endOf(events, 'a')).toMatchObject({ signal: 'SIGKILL' });
});

test('every library of the course can be imported', async () => {
  const { out, err } = await runOne(
    `import { Redis } from "ioredis";
     import { Client } from "memjs";
     import amqp from "amqplib";
     import pg from "pg";
     import { MikroORM } from "@mikro-orm/postgresql";
     console.log([Redis, Client, amqp.connect, pg.Pool, MikroORM].map((each) => typeof each).join());`,
  );
  expect(out, err).toBe('function,function,function,function,function\n');
});

test('a stack names the file as the course does', async () => {
  const { err } = await runOne('\nthrow new Error("here");');
  expect(err).toMatch(/^examples\/redis\/x\/a\.ts:\d+\n/);
  expect(err).toMatch(/at examples\/redis\/x\/a\.ts:\d+:\d+/);
  expect(err).not.toContain(projectFolder);
});

test('the sentence says what containment is and is not', () => {
  expect(CONTAINMENT).toMatch(/seat belt and not a wall/);
  expect(CONTAINMENT).toMatch(/reaches the network/);
  expect(CONTAINMENT.match(/\.(\s|$)/g)).toHaveLength(1);
});
