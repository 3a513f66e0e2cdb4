import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { bringUp } from '../../src/cli/bring-up.ts';
import type { Progress, Provider } from '../../src/services/service.ts';

/** Services whose progress a test tells, and what it knows of it. */
function begun() {
  const { promise, reject } = Promise.withResolvers<void>();
  let report: (progress: Progress) => void = () => {};
  const up: Provider['up'] = (_services, on) => {
    report = on;
    return promise;
  };
  const boot = bringUp(
    { up } as Provider,
    ['redis', 'rabbitmq'],
    new PassThrough().resume(),
  );
  let launched = false;
  void boot.launched.then(() => (launched = true));
  boot.up.catch(() => {});
  return {
    boot,
    reject,
    tell: (progress: Progress) => report(progress),
    isLaunched: async () => {
      await Promise.resolve();
      return launched;
    },
  };
}

test('servers are launched when each has all of its processes, and awaited until they answer', async () => {
  const { boot, tell, isLaunched } = begun();
  tell({ service: 'rabbitmq', state: 'starting' });
  tell({ service: 'redis', state: 'ready', ms: 20 });
  expect(await isLaunched()).toBe(false);
  expect(boot.awaited()).toEqual(['rabbitmq']);
  tell({ service: 'rabbitmq', state: 'booting' });
  expect(await isLaunched()).toBe(true);
  expect(boot.awaited()).toEqual(['rabbitmq']);
  tell({ service: 'rabbitmq', state: 'ready', ms: 3000 });
  expect(boot.awaited()).toEqual([]);
});

test('who waits for servers to be launched does not wait for those that failed', async () => {
  const { boot, tell, reject, isLaunched } = begun();
  tell({ service: 'redis', state: 'starting' });
  reject(new Error('the disk is full'));
  await expect(boot.up).rejects.toThrow('the disk is full');
  await boot.launched;
  expect(await isLaunched()).toBe(true);
});
