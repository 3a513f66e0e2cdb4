import { afterEach, expect, test, vi } from 'vitest';
import { services } from '../../src/cli/services.ts';
import { openServices } from '../../src/services/services.ts';
import { ownRoot } from './states.ts';

const root = ownRoot();

afterEach(() => vi.restoreAllMocks());

/** Runs the command; what it printed, and its exit code. */
async function run(...args: string[]) {
  const said = { out: '', err: '' };
  vi.spyOn(console, 'log').mockImplementation((t) => (said.out += `${t}\n`));
  vi.spyOn(console, 'error').mockImplementation((t) => (said.err += `${t}\n`));
  vi.spyOn(process.stdout, 'write').mockImplementation((t) => {
    said.out += String(t);
    return true;
  });
  const code = await services(args, root);
  vi.restoreAllMocks();
  return { code, ...said };
}

test('status is a table, also of services that do not run', async () => {
  const { code, out } = await run('status');
  expect(code).toBe(0);
  expect(out).toMatch(/^service +state +version +address +pid +way\n/);
  expect(out).toMatch(/^rabbitmq +stopped +- +- +- +(native|compose)$/m);
});

test('env without a running service is a sentence and a failure', async () => {
  expect(await run('env')).toEqual({
    code: 1,
    out: '',
    err: 'No service is running; `npm run services -- up` starts them.\n',
  });
});

test('env prints lines for a shell, or JSON', async () => {
  const provider = await openServices({ root });
  await provider.up(['redis'], () => {});
  const { REDIS_URL } = await provider.addresses();
  expect((await run('env')).out).toBe(`export REDIS_URL='${REDIS_URL}'\n`);
  expect(JSON.parse((await run('env', '--json')).out)).toEqual({ REDIS_URL });
});

test('reset names what it emptied, and down stops', async () => {
  expect((await run('reset')).out).toBe('redis      emptied\n');
  expect((await run('down')).out).toMatch(/^services +stopped in \d+ ms\n$/);
  expect((await run('status')).out).toMatch(/^redis +stopped/m);
});

test('an unknown word is a sentence with the nearest one', async () => {
  expect(await run('stats')).toEqual({
    code: 1,
    out: '',
    err:
      'services cannot do "stats". Did you mean "status"? ' +
      'It knows: up, down, status, reset, env.\n',
  });
});
