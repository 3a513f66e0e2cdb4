import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { splitStatements } from '../../../src/lab/console/sql/split-statements.ts';
import { findProgram } from '../../../src/services/program.ts';
import type { Provider } from '../../../src/services/service.ts';
import { openServices } from '../../../src/services/services.ts';
import { openLab } from '../lab-client.ts';
import { ALL, openConsole } from './open-console.ts';

let services: Provider;

beforeAll(async () => {
  services = await openServices({ root: inject('servicesRoot') });
});

async function sql() {
  const lab = await openLab(services, { examples: ALL });
  return openConsole(lab, 'postgres');
}

const LINES = [
  'CREATE TABLE book (id int PRIMARY KEY, title text UNIQUE, price numeric(6,2) DEFAULT 1.5);',
  'CREATE TABLE sale (id int GENERATED ALWAYS AS IDENTITY, book int NOT NULL REFERENCES book, n int CHECK (n > 0));',
  "INSERT INTO book VALUES (1, 'Emma', 9.99), (2, 'a longer title', NULL);",
  'SELECT * FROM book ORDER BY id;',
  'SELECT id, price FROM book WHERE id = 3;',
  'SELECT;',
  'SELECT 1 AS one; SELECT 2 AS two;',
  `SELECT E'two\\nlines' AS "a head", 'x' || chr(9) || 'y', true, 'é中' AS wide, 1;`,
  "SELECT chr(1) || 'ctrl', E'a\\nb', 2 AS last;",
  'INSERT INTO book VALUES (3) RETURNING id, title;',
  "INSERT INTO book VALUES (1, 'Emma');",
  'SELECT * FROM boook;',
  'SELECT titel FROM book;',
  "SELECT id, title, price, id, title, price, id, title, price, id, title, pric, 'and much more behind it' FROM book;",
  'SELCT 1;',
  'SELECT 1/0; SELECT 2;',
  'DROP TABLE IF EXISTS nothing;',
  'UPDATE book SET price = 2 WHERE id < 3;',
  "SELECT '2026-01-01'::date, '{1,2}'::int[], 1::bigint;",
  'BEGIN;',
  'ROLLBACK;',
  'EXPLAIN SELECT 1;',
  'SHOW standard_conforming_strings;',
  'COPY book TO STDOUT;',
  "DO $$ BEGIN RAISE NOTICE 'in %', 'a block'; END $$;",
  'SELECT -- a comment; not the end',
  "  'it''s; so', $tag$ ; $$ ; $tag$",
  '  /* ; /* ; */ ; */ AS x',
  ';',
  '\\d sale',
  '\\d nothing',
];

test.skipIf(!findProgram('psql'))(
  'answers are formatted as psql formats them',
  async () => {
    const lease = await services.lease(['postgres']);
    try {
      const console = await sql();
      for (const line of LINES) await console.say(line);
      const theirs = spawnSync(
        'psql',
        ['--no-psqlrc', '-d', lease.addresses.DATABASE_URL!],
        {
          input: `\\set SHOW_CONTEXT errors\n${LINES.join('\n')}\n`,
          encoding: 'utf8',
          shell: false,
          // Errors among the answers, in their order.
          stdio: ['pipe', 'pipe', 'pipe'],
          env: {
            ...process.env,
            ...{ PGOPTIONS: '', PGCLIENTENCODING: 'UTF8', LC_ALL: 'C.UTF-8' },
          },
        },
      );
      const named = (text: string) =>
        text
          .replaceAll(lease.id, 'course')
          .replace(/^psql:<stdin>:\d+: /gm, '');
      const errors = named(theirs.stderr);
      const ours = console.said();
      // Two streams of psql, each in its order.
      const isError = /^(ERROR|NOTICE|DETAIL|HINT|LINE \d+|CONTEXT):|^ +\^$/;
      const didNot = /^Did not find/;
      const [oursOut, oursErr] = [[] as string[], [] as string[]];
      for (const line of ours.split('\n')) {
        (isError.test(line) || didNot.test(line) ? oursErr : oursOut).push(
          line,
        );
      }
      expect(oursOut.join('\n')).toBe(named(theirs.stdout));
      expect(oursErr.join('\n')).toBe(errors.trimEnd());
    } finally {
      await lease.release();
    }
  },
);

describe('the prompt says what a line goes on inside of', () => {
  const cases: [string, string[], string][] = [
    ['SELECT 1;', ['SELECT 1;'], '='],
    ['SELECT 1', [], '-'],
    ["SELECT 'a;", [], "'"],
    ['SELECT "a;', [], '"'],
    ['SELECT (1;', [], '('],
    ['SELECT $$ ; ', [], '$'],
    ['SELECT /* ; ', [], '*'],
    ["SELECT E'it\\'s; ", [], "'"],
    ["SELECT 'it\\'; ", ["SELECT 'it\\';"], '='],
    ['SELECT a$b$c; SELECT 2', ['SELECT a$b$c;'], '-'],
    ['-- only a comment;', [], '='],
    ['', [], '='],
  ];
  test.each(cases)('%j', (text, whole, inside) => {
    expect(splitStatements(text)).toMatchObject({ whole, inside });
  });
});

test('the prompt shows the database, a statement that goes on, a transaction', async () => {
  const console = await sql();
  expect(console.ready.prompt).toBe('course=> ');
  expect(console.ready.anywhere).toBe(true);
  await console.say('SELECT 1');
  expect(console.prompt()).toBe('course-> ');
  expect(await console.say(';')).toContain('(1 row)');
  await console.say('BEGIN;');
  expect(console.prompt()).toBe('course=*> ');
  await console.say('SELECT nothing;');
  expect(console.prompt()).toBe('course=!> ');
  await console.say('ROLLBACK;');
  expect(console.prompt()).toBe('course=> ');
});

test('the role and the database are called course', async () => {
  const console = await sql();
  expect(await console.say('SELECT current_user, current_database();')).toBe(
    ' current_user | current_database \n--------------+------------------\n course       | course\n(1 row)\n\n',
  );
});

test('\\dt and \\d list what is there', async () => {
  const console = await sql();
  expect(await console.say('\\dt')).toBe('Did not find any tables.\n');
  await console.say('CREATE TABLE book (id int);');
  for (const line of ['\\dt', '\\d']) {
    expect(await console.say(line)).toBe(
      '       List of relations\n Schema | Name | Type  | Owner  \n--------+------+-------+--------\n public | book | table | course\n(1 row)\n\n',
    );
  }
  expect(await console.say('\\x')).toMatch(/^invalid command \\x\nHere are/);
});

test('Stop cancels a statement, and takes back the beginning of one', async () => {
  const console = await sql();
  // Sent first: a Stop that overtakes its line stops nothing.
  await console.type('SELECT pg_sleep(600);');
  // It may come before the statement is begun.
  while (!console.said().includes('canceling')) await console.stop();
  expect(console.said()).toBe(
    'ERROR:  canceling statement due to user request\n',
  );
  await console.prompts('course=> ');
  await console.say("SELECT 'open");
  await console.stop();
  await console.prompts('course=> ');
});

test('notifications are shown when they come', async () => {
  const console = await sql();
  await console.say('LISTEN news;');
  await console.say("NOTIFY news, 'hello';");
  await console.hears(
    /Asynchronous notification "news" with payload "hello" received/,
  );
});

test('a backend that is terminated is said, and the next line connects again', async () => {
  const console = await sql();
  await console.type('SELECT pg_terminate_backend(pg_backend_pid());');
  await console.hears(/~ The server has closed the connection; the next/);
  await console.prompts('not connected> ');
  expect(await console.say('SELECT 1 AS one;')).toContain('one');
});

describe('what is endless or huge is cut', () => {
  test('a thousand million rows', async () => {
    const console = await sql();
    const said = await console.say('SELECT generate_series(1, 1e9);');
    expect(said).toMatch(/generate_series[^]*~ .*was cancelled/);
    expect(said.length).toBeLessThan(300_000);
    expect(await console.say('SELECT 1;')).toContain('(1 row)');
  });

  test('a value of a hundred million characters', async () => {
    const console = await sql();
    const before = process.memoryUsage().rss;
    await console.type("SELECT repeat('x', 100000000);");
    await console.hears(/~ The answer is longer than 16 MB/);
    await console.prompts('not connected> ');
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 2 ** 20);
    expect(await console.say('SELECT 1;')).toContain('(1 row)');
  });

  test('a table that one wide cell would make a hundred times wider', async () => {
    const console = await sql();
    const said = await console.say(
      "SELECT CASE WHEN n = 1 THEN repeat('x', 100000) ELSE 'y' END, 1 FROM generate_series(1, 1000) n;",
    );
    expect(said.length).toBeLessThan(300_000);
  });

  test('COPY to and from this console', async () => {
    const console = await sql();
    const said = await console.say(
      'COPY (SELECT generate_series(1, 100000000)) TO STDOUT;',
    );
    expect(said.length).toBeLessThan(300_000);
    await console.say('CREATE TABLE t (n int);');
    expect(await console.say('COPY t FROM STDIN;')).toContain(
      'no data to be typed',
    );
  });
});
