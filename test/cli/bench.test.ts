import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { runCommand } from './command.ts';

test('bench prints rates and ratios, and keeps them as JSON', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'roundtrip-bench-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { code, stdout, stderr } = await runCommand(
    ['bench', '--rounds', '1', '--json', 'bench.json'],
    { env: { INIT_CWD: folder, ROUNDTRIP_SERVICES: inject('servicesRoot') } },
  );
  expect(code, stderr).toBe(0);
  const { memcachedClients } = JSON.parse(
    readFileSync(path.join(folder, 'bench.json'), 'utf8'),
  ) as {
    memcachedClients: {
      what: string;
      ours: { median: number };
      memjs: { median: number };
      ratio: number;
    }[];
  };
  expect(memcachedClients).toHaveLength(6);
  for (const { what, ours, memjs, ratio } of memcachedClients) {
    expect(ours.median, what).toBeGreaterThan(0);
    expect(ratio, what).toBeCloseTo(ours.median / memjs.median);
    expect(stdout).toContain(what);
    expect(stdout).toContain(`${ratio.toFixed(2)}×`);
  }
});

test('bench says what it wants for a number of rounds', async () => {
  const { code, stderr } = await runCommand(['bench', '--rounds', 'many']);
  expect(code).toBe(1);
  expect(stderr).toBe('--rounds wants a number from 1 on, and got "many".\n');
});
