import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { notes } from '../../src/services/lease-notes.ts';
import type { Lease } from '../../src/services/service.ts';
import { openServices } from '../../src/services/services.ts';
import { admin } from '../../src/services/slices/admin-connections.ts';
import {
  makeDatabase,
  makeSpare,
  spares,
} from '../../src/services/slices/spare-database.ts';
import { runProgram } from './another-process.ts';
import { speakPostgres } from './speak.ts';
import { ownRoot, until } from './states.ts';

// A server of its own: the spare ones of another would be taken by others.
const root = ownRoot();
const services = await openServices({ root });

let address = '';

beforeEach(async () => {
  await services.up(['postgres'], () => {});
  address = (await services.addresses()).DATABASE_URL ?? '';
  await services.reset();
});

async function lease(): Promise<Lease> {
  const taken = await services.lease(['postgres']);
  onTestFinished(() => taken.release());
  return taken;
}

/** The rows of a query, by the administrator or by a lease. */
async function rows(sql: string, url = address): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Databases and roles that are none of the server's own. */
async function names(): Promise<string[]> {
  const all = (await rows(
    `SELECT datname AS name FROM pg_database WHERE datname ~ '_[0-9a-f]+$'
     UNION ALL
     SELECT rolname FROM pg_roles WHERE rolname ~ '_[0-9a-f]+$' ORDER BY 1`,
  )) as { name: string }[];
  return all.map(({ name }) => name);
}

/** Neither notes, which say whose a lease is, nor folders. */
function expectNoLeases() {
  expect(notes(services.root)).toEqual([]);
  expect(readdirSync(join(services.root, 'leases'))).toEqual([]);
}

const oid = async (name: string) =>
  rows(`SELECT oid FROM pg_database WHERE datname = '${name}'`);

test('a lease takes a spare database, under its own name', async () => {
  await makeSpare(address, 'lease_5a');
  const before = await oid('spare_5a');
  const { id, addresses } = await lease();
  expect(await oid(id)).toEqual(before);
  expect(await speakPostgres(addresses)).toBe('hi');
  expect(await names()).toEqual([id, id]);
});

test('takers at once never share, whether there are enough or not', async () => {
  for (const n of [1, 2, 3]) await makeSpare(address, `lease_${n}`);
  const all = await Promise.all(Array.from({ length: 6 }, lease));
  const ids = all.map(({ id }) => id).sort();
  expect(new Set(ids).size).toBe(6);
  expect(await names()).toEqual(ids.flatMap((id) => [id, id]));
  for (const { addresses } of all) {
    expect(await speakPostgres(addresses)).toBe('hi');
  }
});

test('a lease does not wait for whoever is in a spare one', async () => {
  await makeSpare(address, 'lease_5a');
  const url = new URL(address);
  url.pathname = '/spare_5a';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  const began = performance.now();
  const { id } = await lease();
  // So long the server would wait for the other to leave.
  expect(performance.now() - began).toBeLessThan(5000);
  await client.end();
  expect(await names()).toEqual([id, id, 'spare_5a', 'spare_5a']);
});

test('a spare one lets nobody in before it is leased', async () => {
  await makeSpare(address, 'lease_5a');
  const url = new URL((await lease()).addresses.DATABASE_URL ?? '');
  await makeSpare(address, 'lease_5b');
  url.pathname = '/spare_5b';
  await expect(rows('SELECT 1', url.href)).rejects.toThrow('permission denied');
  url.username = url.password = 'spare_5b';
  await expect(rows('SELECT 1', url.href)).rejects.toThrow(
    /authentication failed|not permitted/,
  );
});

test('what a program sees is alike with a spare one and without', async () => {
  const own = await lease();
  await makeSpare(address, 'lease_5a');
  const spare = await lease();
  const [first, second] = await Promise.all([own, spare].map(seen));
  expect(second).toEqual(first);
  expect(first).not.toEqual('');
});

/** All that the catalogue tells of a lease, under one name. */
async function seen({ id, addresses }: Lease): Promise<string> {
  const url = addresses.DATABASE_URL;
  const all = await Promise.all(
    [
      `SELECT to_jsonb(d) - 'oid' - 'datdba' - 'datfrozenxid' AS d,
              pg_get_userbyid(datdba) AS owner
       FROM pg_database AS d WHERE datname = current_database()`,
      `SELECT to_jsonb(r) - 'oid' AS r FROM pg_roles AS r
       WHERE rolname = current_user`,
      `SELECT datname, rolname, setconfig FROM pg_db_role_setting
       LEFT JOIN pg_database AS d ON d.oid = setdatabase
       LEFT JOIN pg_roles AS r ON r.oid = setrole
       WHERE current_user IN (datname, rolname)`,
      `SELECT nspname, nspowner::regrole::text, nspacl FROM pg_namespace
       ORDER BY 1`,
      `SELECT relname, relowner::regrole::text, relacl FROM pg_class
       WHERE relkind IN ('r', 'v') ORDER BY 1`,
      `SELECT name, setting FROM pg_settings ORDER BY 1`,
      `SELECT count(*) FROM pg_auth_members WHERE member = current_user::regrole`,
      `SELECT count(*) FROM pg_shseclabel`,
    ].map((sql) => rows(sql, url)),
  );
  return JSON.stringify(all, null, 1).replaceAll(id, 'course');
}

test('who keeps spare ones makes a few, and again when one was taken', async () => {
  const end = services.keepSpares();
  onTestFinished(end);
  const full = async () => (await spares(address)).length === 3;
  await until('three', full);
  const two = [await lease(), await lease()];
  expect((await spares(address)).length).toBeLessThan(3);
  await until('three again', full);
  await end();
  for (const { release } of two) await release();
  expect(await names()).toHaveLength(6);
  expectNoLeases();
});

test('two who keep them make no more than one does', async () => {
  const others = [1, 2].map(() => runProgram('keep-spares.ts', root));
  const end = services.keepSpares();
  onTestFinished(end);
  await until('three', async () => (await spares(address)).length >= 3);
  await end();
  for (const other of others) {
    await other.says(/kept/);
    other.child.kill('SIGKILL');
    await other.ended;
  }
  await lease();
  expect(await spares(address)).toHaveLength(2);
});

test('who keeps none makes none', async () => {
  const end = services.keepSpares();
  await end();
  const other = services.keepSpares();
  onTestFinished(other);
  await end(); // once more does not end the other's
  await until('three', async () => (await spares(address)).length === 3);
});

test('what a killed maker has half made is swept', async () => {
  const maker = runProgram('keep-spares.ts', root);
  await until('a half-made one', async () =>
    (await names()).some((name) => name.startsWith('lease_')),
  );
  maker.child.kill('SIGKILL');
  await maker.ended;
  await until('nothing of it', async () => {
    await (await services.lease(['postgres'])).release();
    return !(await names()).some((name) => name.startsWith('lease_'));
  });
  expectNoLeases();
});

test('a reset takes the spare ones too', async () => {
  await makeSpare(address, 'lease_5a');
  await services.reset();
  expect(await names()).toEqual([]);
});

test('a reset is not confused by one that gets its name meanwhile', async () => {
  await makeDatabase(address, 'lease_5a');
  const pool = admin(address);
  const query = pool.query.bind(pool) as (sql: string) => Promise<unknown>;
  const renameAfterwards = async (sql: string) => {
    const found = await query(sql);
    await rows(`ALTER DATABASE lease_5a RENAME TO spare_5a;
                ALTER ROLE lease_5a RENAME TO spare_5a`);
    return found;
  };
  const looked = vi.spyOn(pool, 'query');
  looked.mockImplementationOnce(renameAfterwards as never);
  onTestFinished(() => looked.mockRestore());
  await services.reset();
  expect(await names()).toEqual(['spare_5a', 'spare_5a']);
});

test('a reset harms no lease that is given meanwhile, and stops no maker', async () => {
  const end = services.keepSpares();
  onTestFinished(end);
  await until('a spare one', async () => (await spares(address)).length > 0);
  for (let round = 0; round < 10; round++) {
    const [taken] = await Promise.all([lease(), services.reset()]);
    expect(await speakPostgres(taken.addresses)).toBe('hi');
    await taken.release();
  }
  await until('a new one', async () => (await spares(address)).length > 0);
});

test('spare ones outlive a server that is stopped, and one that is killed', async (context) => {
  if (services.way === 'compose') context.skip('its data goes with it');
  await makeSpare(address, 'lease_5a');
  const before = await oid('spare_5a');
  await services.down();
  await services.up(['postgres'], () => {});
  address = (await services.addresses()).DATABASE_URL ?? '';
  expect(await oid('spare_5a')).toEqual(before);
  const [{ pid = 0 } = {}] = (await services.status()).filter(
    ({ service }) => service === 'postgres',
  );
  process.kill(pid, 'SIGKILL');
  await until('it is gone', async () =>
    (await services.status()).every(({ state }) => state !== 'running'),
  );
  await services.up(['postgres'], () => {});
  address = (await services.addresses()).DATABASE_URL ?? '';
  const { id, addresses } = await lease();
  expect(await oid(id)).toEqual(before);
  expect(await speakPostgres(addresses)).toBe('hi');
});

test('a maker whose server stops leaves a note that the next start clears', async () => {
  const end = services.keepSpares();
  onTestFinished(end);
  await until('one is being made', async () =>
    (await names()).some((name) => name.startsWith('lease_')),
  );
  await services.down();
  await end();
  await services.up(['postgres'], () => {});
  address = (await services.addresses()).DATABASE_URL ?? '';
  expectNoLeases();
  expect((await names()).some((name) => name.startsWith('lease_'))).toBe(false);
});
