import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startChild } from '../../src/services/native/child.ts';
import {
  parseLsof,
  processesUnder,
} from '../../src/services/native/own-processes.ts';
import { launchRedis } from '../../src/services/native/redis.ts';
import { dyingWithUs } from '../../src/services/native/dying-with-us.ts';
import { reserveRunPort } from '../../src/services/port.ts';
import { findProgram } from '../../src/services/program.ts';
import { until } from './states.ts';

test('without setpriv a shell kills a run’s server when we die', async (context) => {
  if (!findProgram('redis-server')) context.skip('no redis-server here');
  const home = mkdtempSync(join(tmpdir(), 'roundtrip-guard-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const port = await reserveRunPort();
  const place = { home, ports: { main: port.number } };
  const launch = dyingWithUs(launchRedis(place, false), false);
  const child = await startChild(launch, join(home, 'log'), () => {}, 10_000);
  port.free();
  // The pipe to it is all that our death would close.
  child.stdin?.destroy();
  await until('no process is left', () => processesUnder([home]).length === 0);
});

test('a run’s server that cannot start ends its guard as well', async (context) => {
  if (!findProgram('redis-server')) context.skip('no redis-server here');
  const home = mkdtempSync(join(tmpdir(), 'roundtrip-guard-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const place = { home, ports: { main: 99999 } };
  const launch = dyingWithUs(launchRedis(place, false), false);
  const start = startChild(launch, join(home, 'log'), () => {}, 10_000);
  await expect(start).rejects.toThrow(/Invalid port|argument must be/i);
  await until('no process is left', () => processesUnder([home]).length === 0);
});

test('lsof’s lines are read as processes and their folders', () => {
  expect(parseLsof('p12\nfcwd\nn/a/redis\np345\nfcwd\nn/b c\n')).toEqual([
    { pid: 12, cwd: '/a/redis' },
    { pid: 345, cwd: '/b c' },
  ]);
});
