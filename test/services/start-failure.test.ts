import { execFileSync } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  openSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { diskError } from '../../src/services/disk.ts';
import { processesUnder } from '../../src/services/native/own-processes.ts';
import { postgresFolder } from '../../src/services/native/postgres.ts';
import type { Progress } from '../../src/services/service.ts';
import { ServicesError } from '../../src/services/services-error.ts';
import { openServices } from '../../src/services/services.ts';
import { speakPostgres } from './speak.ts';
import { ownRoot, states } from './states.ts';

// One that only we can reach, as a checkout under /root would be.
const root = ownRoot(0o700);
const reachable = ownRoot();
const services = await openServices({ root });

describe('a native server that dies while it boots', () => {
  beforeEach((context) => {
    if (services.way === 'native') return;
    context.skip('of native servers only; Docker keeps the data');
  });

  test('is told of with its exit code, its last words and its log', async () => {
    const files = join(root, 'redis/appendonlydir');
    mkdirSync(files, { recursive: true });
    writeFileSync(join(files, 'appendonly.aof.manifest'), 'no manifest\n');
    const said: Progress[] = [];
    const start = services.up(['redis', 'memcached'], (p) => said.push(p));
    const error = await start.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ServicesError);
    expect((error as Error).message).toMatch(
      /^redis did not start: it exited with code 1\. Its last words:\n[^]*manifest/,
    );
    expect((error as Error).message).toContain(join(root, 'logs/redis.log'));
    expect(said.map(({ service, state }) => `${service} ${state}`)).toContain(
      'redis failed',
    );
    expect((error as Error).message).toContain(`remove ${join(root, 'redis')}`);
  });

  test('does not keep the others from running', async () => {
    expect(await states(services)).toMatchObject({
      memcached: 'running',
      redis: 'stopped',
    });
    await services.down();
    expect(processesUnder([root])).toEqual([]);
  });

  test('is told of when its data is damaged', async () => {
    await services.up(['postgres'], () => {});
    expect(await speakPostgres(await services.addresses())).toBe('hi');
    await services.down();
    const place = postgresFolder(join(root, 'postgres'));
    writeFileSync(join(place, 'data/global/pg_control'), 'nonsense');
    const start = services.up(['postgres'], () => {});
    await expect(start).rejects.toThrow(
      /^postgres did not start: it was ended by SIGABRT[^]*pg_control/,
    );
  });
});

test('a folder that cannot be made is a sentence', async () => {
  writeFileSync(join(root, 'file'), '');
  const blocked = await openServices({
    root: join(root, 'file/root'),
    way: 'native',
  });
  await expect(blocked.up(['redis'], () => {})).rejects.toThrow(
    /^Could not write .*file\/root: ENOTDIR/,
  );
});

test('a full disk is a sentence, and does not keep servers running', async (context) => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    context.skip('only root on Linux can mount a small disk');
  }
  if (services.way === 'compose') context.skip('of native servers only');
  const disk = join(reachable, 'disk');
  mkdirSync(disk);
  const mount = ['-t', 'tmpfs', '-o', 'size=400k,mode=755', 'none', disk];
  try {
    execFileSync('mount', mount, { stdio: 'ignore' });
  } catch {
    context.skip('this container may not mount');
  }
  const full = await openServices({ root: join(disk, 'root'), way: 'native' });
  try {
    await full.up(['redis'], () => {});
    await expect(full.up(['postgres'], () => {})).rejects.toThrow(
      /No space is left on the disk for .*\. Free some/,
    );
    const filler = openSync(join(disk, 'filler'), 'w');
    expect(() => {
      for (;;) writeSync(filler, Buffer.alloc(4096));
    }).toThrow('ENOSPC');
    closeSync(filler);
    await expect(full.up(['memcached'], () => {})).rejects.toThrow(
      /^No space is left on the disk/,
    );
    await full.down();
    expect(processesUnder([disk])).toEqual([]);
  } finally {
    await full.down();
    execFileSync('umount', [disk]);
  }
});

test.each([
  [
    'ENOSPC',
    'No space is left on the disk for /data. Free some, then try again.',
  ],
  [
    'EACCES',
    'No permission to write /data. Make the folder writable for you, ' +
      'then try again.',
  ],
])('%s while writing is a sentence that says what to do', (code, sentence) => {
  const error = Object.assign(new Error(code), { code });
  expect(diskError('/data', error).message).toBe(sentence);
});
