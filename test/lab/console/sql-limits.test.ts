import type { Client } from 'pg';
import { expect, inject, test } from 'vitest';
import { describe as describeRelations } from '../../../src/lab/console/sql/describe.ts';
import { tableText } from '../../../src/lab/console/table.ts';
import { openServices } from '../../../src/services/services.ts';
import { openLab } from '../lab-client.ts';
import { ALL, openConsole } from './open-console.ts';

const asked: unknown[] = [];
const client = {
  query: async ({ values }: { values: unknown[] }) => {
    asked.push(...values);
    return { rows: [] };
  },
} as unknown as Client;
const described = (line: string) =>
  describeRelations(client, line, (text) => text);

test.each([
  ['\\d  a b ; ;', 'Did not find any relation named "a b".\n'],
  ['\\d;', 'Did not find any relations.\n'],
  ['\\dt ;', 'Did not find any tables.\n'],
  ['\\', /^invalid command \\\n/],
  ['\\d a\nb', 'A command with a backslash stands on one line.\n'],
])('%j', async (line, answer) => {
  expect(await described(line)).toMatch(answer);
});

/** Milliseconds of a processor since then: a machine that stands still counts not. */
const worked = (since: NodeJS.CpuUsage) => process.cpuUsage(since).user / 1000;

test('many blanks take no time', async () => {
  const at = process.cpuUsage();
  await described(`\\d a${' '.repeat(60_000)}b`);
  await described(`\\d${' ;'.repeat(30_000)}x`);
  expect(worked(at)).toBeLessThan(500);
});

test('many tabs take no time, and stand where they stood', () => {
  const table = (cell: string) =>
    tableText({ columns: [{ name: 'a' }], rows: [[cell]] }, 256 * 1024);
  expect(table('中\tx\ty')).toContain(
    ` 中${' '.repeat(6)}x${' '.repeat(7)}y\n`,
  );
  const at = process.cpuUsage();
  table('é\t'.repeat(60_000));
  expect(worked(at)).toBeLessThan(1000);
});

test('a statement over many lines has an end', async () => {
  const services = await openServices({ root: inject('servicesRoot') });
  const lab = await openLab(services, { examples: ALL });
  const console = await openConsole(lab, 'postgres');
  await console.say("SELECT '");
  for (let n = 0; n < 4; n++) await console.say('x'.repeat(60_000));
  expect(console.prompt()).toBe("course'> ");
  expect(await console.say('x'.repeat(60_000))).toBe(
    '~ A statement may have 256 kB. What was typed of this one is dropped.\n',
  );
  expect(console.prompt()).toBe('course=> ');
  expect(await console.say('SELECT 1;')).toContain('(1 row)');
});
