import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { Redis } from 'ioredis';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { processesUnder } from '../../src/services/native/own-processes.ts';
import { reservePort } from '../../src/services/port.ts';
import { SERVICES, type Progress } from '../../src/services/service.ts';
import { openServices } from '../../src/services/services.ts';
import { readState } from '../../src/services/state.ts';
import { runProgram } from './another-process.ts';
import {
  speakMemcached,
  speakPostgres,
  speakRabbitmq,
  speakRedis,
} from './speak.ts';
import { ownRoot, pids, states, until } from './states.ts';

const root = ownRoot();
const services = await openServices({ root });
const silent = () => {};

// One root, and a story in order: a boot of RabbitMQ costs seconds.
describe('native servers', () => {
  beforeEach((context) => {
    if (services.way === 'native') return;
    context.skip('of native servers only; Docker keeps the containers');
  });

  test('that a killed process was starting are adopted, by two at once', async () => {
    const first = runProgram('bring-up.ts', root, ...SERVICES);
    await until('RabbitMQ boots', () => {
      return readState(root).rabbitmq?.processes.length === 2;
    });
    first.child.kill('SIGKILL');
    await first.ended;
    const booting = readState(root).rabbitmq?.processes.at(-1)?.pid;
    const [second, third] = await Promise.all([
      runProgram('bring-up.ts', root, ...SERVICES).ended,
      runProgram('bring-up.ts', root, ...SERVICES).ended,
    ]);
    expect(second).toMatchObject({ code: 0, err: '' });
    expect(third).toMatchObject({ code: 0, err: '' });
    expect((await pids(services)).rabbitmq).toBe(booting);
    const brokers = processesUnder([root]).filter(({ pid }) => {
      return readFileSync(`/proc/${pid}/comm`, 'utf8') === 'beam.smp\n';
    });
    expect(brokers).toHaveLength(1);
  });

  test('answer by their protocols', async () => {
    const addresses = await services.addresses();
    expect(await speakMemcached(addresses)).toBe('hi');
    expect(await speakRedis(addresses)).toBe('hi');
    expect(await speakRabbitmq(addresses)).toBe('hi');
    expect(await speakPostgres(addresses)).toBe('hi');
  });

  test('that run are not started again', async () => {
    const before = await pids(services);
    const said: Progress[] = [];
    await services.up(SERVICES, (progress) => said.push(progress));
    expect(said.map(({ state }) => state)).toEqual(
      SERVICES.map(() => 'running'),
    );
    expect(await pids(services)).toEqual(before);
  });

  test('that were emptied hold nothing more', async () => {
    const addresses = await services.addresses();
    await speakRedis(addresses);
    await services.reset();
    const lease = await services.lease(['redis']);
    await lease.release();
    const redis = new Redis(addresses.REDIS_URL ?? '');
    expect(await redis.dbsize()).toBe(0);
    redis.disconnect();
  });

  test('that were killed are dead, and the next start brings them back', async () => {
    const before = await pids(services);
    for (const pid of Object.values(before)) process.kill(pid, 'SIGKILL');
    const dead = Object.fromEntries(SERVICES.map((name) => [name, 'dead']));
    await until('all are dead', async () => {
      return JSON.stringify(await states(services)) === JSON.stringify(dead);
    });
    const said: Progress[] = [];
    await services.up(SERVICES, (progress) => said.push(progress));
    for (const name of SERVICES)
      expect(
        said
          .filter(({ service }) => service === name)
          .map(({ state }) => state),
      ).toEqual(['starting', 'booting', 'ready']);
    expect(await speakRabbitmq(await services.addresses())).toBe('hi');
    expect(await speakPostgres(await services.addresses())).toBe('hi');
    const after = await pids(services);
    for (const name of SERVICES) expect(after[name]).not.toBe(before[name]);
  });

  test('whose state file is corrupt are started anew, and it is said', async () => {
    writeFileSync(join(root, 'state.json'), '{"redis": {"pid": ');
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    await services.up(['redis'], silent);
    expect(said.mock.calls.join()).toContain('put aside as');
    said.mockRestore();
    expect(readFileSync(join(root, 'state.json.corrupt'), 'utf8')).toContain(
      'pid',
    );
    expect((await states(services)).redis).toBe('running');
  });

  test('leave no process behind, noted or not', async () => {
    expect(processesUnder([root]).length).toBeGreaterThan(4); // the others
    await services.down();
    expect(processesUnder([root])).toEqual([]);
    const stopped = SERVICES.map((name) => [name, 'stopped']);
    expect(await states(services)).toEqual(Object.fromEntries(stopped));
  });

  test('take the next port when somebody has the first', async () => {
    const first = await reservePort(21379);
    const foreign = createServer().listen(first.number, '127.0.0.1');
    first.free();
    await services.up(['redis'], silent);
    const { REDIS_URL = '' } = await services.addresses();
    foreign.close();
    expect(Number(new URL(REDIS_URL).port)).toBeGreaterThan(first.number);
    expect(await speakRedis({ REDIS_URL })).toBe('hi');
  });

  test('are known to the state when Ctrl-C ends their start', async () => {
    await services.down();
    const start = runProgram('bring-up.ts', root, 'memcached', 'rabbitmq');
    await until('RabbitMQ boots', () => {
      return readState(root).rabbitmq?.processes.length === 2;
    });
    start.child.kill('SIGINT');
    await start.ended;
    const noted = Object.values(readState(root)).flatMap((r) => r.processes);
    expect(noted.length).toBeGreaterThanOrEqual(2);
    await services.down();
    expect(processesUnder([root])).toEqual([]);
  });

  test('of another root are not touched', async () => {
    const elsewhere = `${root}-other`;
    const others = await openServices({ root: elsewhere });
    try {
      await Promise.all([
        services.up(['redis', 'memcached'], silent),
        others.up(['redis', 'memcached'], silent),
      ]);
      expect(await others.addresses()).not.toEqual(await services.addresses());
      await services.down();
      expect(await states(others)).toMatchObject({ redis: 'running' });
    } finally {
      await others.down();
      rmSync(elsewhere, { recursive: true, force: true });
    }
  });
});
