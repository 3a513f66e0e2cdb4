import { expect, test } from 'vitest';
import { openServices } from '../../src/services/services.ts';
import { runProgram } from './another-process.ts';
import { ownRoot, states } from './states.ts';

const root = ownRoot();
const services = await openServices({ root });
const silent = () => {};

test('the last to hold the services stops them', async () => {
  const first = await services.hold();
  await services.up(['redis'], silent);
  const second = await services.hold();
  expect(await first()).toBe(false);
  expect((await states(services)).redis).toBe('running');
  expect(await second()).toBe(true);
  expect((await states(services)).redis).toBe('stopped');
});

test('services that were brought up to stay outlive a hold', async () => {
  await runProgram('bring-up.ts', root, 'redis').ended;
  const release = await services.hold();
  await services.up(['redis'], silent);
  expect(await release()).toBe(false);
  expect((await states(services)).redis).toBe('running');
});

test('a hold of a killed process does not count', async () => {
  await services.down();
  const release = await services.hold();
  await services.up(['redis'], silent);
  const other = runProgram('hold.ts', root);
  await other.says(/held/);
  other.child.kill('SIGKILL');
  await other.ended;
  expect(await release()).toBe(true);
});
