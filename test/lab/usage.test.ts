import { expect, test } from 'vitest';
import { psUsage, watchUsage, type Usage } from '../../src/lab/usage.ts';

test('reads what ps says on macOS and on Linux', () => {
  const usage = psUsage(
    '  12  2048   0:01.50\n 13 10 01:02:03\n14 1 2-00:00:01\n',
  );
  expect([...usage]).toEqual([
    [12, { memoryBytes: 2 ** 21, busySeconds: 1.5 }],
    [13, { memoryBytes: 10_240, busySeconds: 3723 }],
    [14, { memoryBytes: 1024, busySeconds: 172_801 }],
  ]);
});

test('sees what a process uses, until it is told to stop', async () => {
  const usage = await new Promise<Usage>((resolve) => {
    const unwatch = watchUsage(process.pid, (seen) => {
      unwatch();
      resolve(seen);
    });
  });
  expect(usage.memoryBytes).toBeGreaterThan(20 * 2 ** 20);
  expect(usage.busySeconds).toBeGreaterThan(0);
});
