import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { compose, containers } from '../../src/services/compose/engine.ts';
import { projectOf } from '../../src/services/compose/project.ts';
import { readRecord } from '../../src/services/compose/record.ts';
import { exchange } from '../../src/services/exchange.ts';
import { SERVICES, type Lease } from '../../src/services/service.ts';
import { openServices } from '../../src/services/services.ts';
import { runProgram } from './another-process.ts';
import { speakMemcached, speakRedis } from './speak.ts';
import { ownRoot, states, until } from './states.ts';

const root = ownRoot();
const home = join(root, 'compose');
const services = await openServices({ root });
const silent = () => {};

// RabbitMQ's container takes 6 s and behaves as the others do.
describe('containers', () => {
  beforeEach((context) => {
    if (services.way === 'compose') return;
    context.skip('of containers only; no Docker engine answers here');
  });

  test('are brought up by two processes at once without a fight', async () => {
    const both = ['redis', 'memcached'];
    const [one, two] = await Promise.all([
      runProgram('bring-up.ts', root, ...both).ended,
      runProgram('bring-up.ts', root, ...both).ended,
    ]);
    expect(one).toMatchObject({ code: 0, err: '' });
    expect(two).toMatchObject({ code: 0, err: '' });
    const addresses = await services.addresses();
    expect(await speakRedis(addresses)).toBe('hi');
    expect(await speakMemcached(addresses)).toBe('hi');
  });

  test('are lent to one run after the other', async () => {
    const one = await services.lease(['redis', 'memcached']);
    const order: string[] = [];
    const second = services.lease(['memcached', 'redis']).then((lease) => {
      order.push('taken');
      return lease;
    });
    await speakRedis(one.addresses);
    order.push('given back');
    const left = await one.leaks();
    await one.release();
    expect(left).toContainEqual({
      ...{ service: 'redis', what: 'key', count: 1, names: ['greeting'] },
    });
    expect(await (await second).leaks()).toEqual([]);
    await (await second).release();
    expect(order).toEqual(['given back', 'taken']);
  });

  test('are taken over from a run that was killed', async () => {
    const owner = runProgram('take-lease.ts', root, 'redis');
    const { addresses } = JSON.parse(await owner.says(/\n/)) as Lease;
    await speakRedis(addresses);
    owner.child.kill('SIGKILL');
    await owner.ended;
    const lease = await services.lease(['redis']);
    expect(await lease.leaks()).toEqual([]);
    await lease.release();
  });

  test('that a run has shut down are started again for the next one', async () => {
    const one = await services.lease(['redis']);
    const port = Number(new URL(one.addresses.REDIS_URL!).port);
    await exchange(port, 'SHUTDOWN NOSAVE\r\n', /./).catch(() => {});
    await until('it has ended', async () => {
      const all = await containers(projectOf(home));
      const redis = all.find(({ service }) => service === 'redis');
      return redis?.status.startsWith('Exited') ?? false;
    });
    await one.release();
    const two = await services.lease(['redis']);
    await speakRedis(two.addresses);
    await two.release();
  });

  test('that were killed are dead, and the next start brings them back', async () => {
    await compose(projectOf(home), undefined, 'kill', 'redis');
    expect((await states(services)).redis).toBe('dead');
    await services.up(['redis'], silent);
    expect((await states(services)).redis).toBe('running');
  });

  test('whose record is corrupt are made anew, and it is said', async () => {
    writeFileSync(join(home, 'compose.json'), '{"ports"');
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    await services.up(['redis'], silent);
    expect(said.mock.calls.join()).toContain('put aside as');
    said.mockRestore();
    expect(await speakRedis(await services.addresses())).toBe('hi');
  });

  test('are gone after down', async () => {
    await services.down();
    const stopped = SERVICES.map((name) => [name, 'stopped']);
    expect(await states(services)).toEqual(Object.fromEntries(stopped));
    expect(readRecord(home)).toBeUndefined();
    const { out } = await compose(projectOf(home), undefined, 'ps', '-aq');
    expect(out).toBe('');
  });
});
