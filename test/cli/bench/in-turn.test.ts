import { expect, test } from 'vitest';
import { inTurn } from '../../../src/cli/bench/in-turn.ts';

/** Two ways to measure, and the order in which they were. */
function twoWays() {
  const order: string[] = [];
  const way = (name: string) => async () => {
    order.push(name);
    return order.length;
  };
  return { order, ways: { ours: way('ours'), theirs: way('theirs') } };
}

const rig = { rounds: 2, quick: false, signal: new AbortController().signal };

test('ways are measured in turn; the first round does not count', async () => {
  const { order, ways } = twoWays();
  const found = await inTurn(rig, ways);
  expect(order.join(' ')).toBe('ours theirs theirs ours ours theirs');
  expect(found).toEqual({ ours: [4, 5], theirs: [3, 6] });
});

test('where it is to be quick, every round counts', async () => {
  const { order, ways } = twoWays();
  await inTurn({ ...rig, rounds: 1, quick: true }, ways);
  expect(order).toHaveLength(2);
});

test('nothing more is measured once it was broken off', async () => {
  const { order, ways } = twoWays();
  const stop = new AbortController();
  const both = {
    ...ways,
    async theirs() {
      stop.abort(new Error('Stopped.'));
      return ways.theirs();
    },
  };
  const measured = inTurn({ ...rig, signal: stop.signal }, both);
  await expect(measured).rejects.toThrow('Stopped.');
  expect(order).toEqual(['ours', 'theirs']);
});
