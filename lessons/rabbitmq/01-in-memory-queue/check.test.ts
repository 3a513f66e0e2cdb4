import { setImmediate as otherWork } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { openQueue } from './exercise.ts';

/** What a promise has come to: `waits` while it is open. */
type State = 'waits' | 'refused' | { value: unknown };

/**
 * What became of a promise when all that can go on without a timer has gone
 * on.
 */
async function stateOf(promise: Promise<unknown>): Promise<State> {
  let state: State = 'waits';
  promise.then(
    (value) => (state = { value }),
    () => (state = 'refused'),
  );
  // A chain of promises takes a few of these turns, and no timer comes.
  for (let turn = 0; turn < 100; turn++) await null;
  return state;
}

const statesOf = (promises: Promise<unknown>[]) =>
  Promise.all(promises.map(stateOf));

/** A queue of ten with ten inside: the numbers from 1 to 10. */
async function fullQueue() {
  const queue = openQueue<number>(10);
  const puts = numbers(1, 10).map((n) => queue.put(n));
  expect(
    await statesOf(puts),
    'a queue of ten has room for ten: none of the first ten puts waits',
  ).toEqual(puts.map(() => ({ value: undefined })));
  return queue;
}

function numbers(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, n) => first + n);
}

/** Takes so many, one after the other; stops where a get waits. */
async function take(queue: { get(): Promise<unknown> }, count: number) {
  const taken: unknown[] = [];
  for (let n = 0; n < count; n++) {
    const state = await stateOf(queue.get());
    if (typeof state === 'string') return [...taken, state];
    taken.push(state.value);
  }
  return taken;
}

describe('Never more than ten', () => {
  test('hands out in the order of the puts', async () => {
    const queue = await fullQueue();
    expect(
      await take(queue, 10),
      'ten gets after ten puts: what came first goes first',
    ).toEqual(numbers(1, 10));
  });

  test('lets the eleventh put wait until there is room', async () => {
    const queue = await fullQueue();
    const eleventh = queue.put(11);
    expect(
      await stateOf(eleventh),
      'ten are inside, so put(11) must not resolve yet. If it does, nothing ever tells a fast producer to wait',
    ).toBe('waits');
    expect(await stateOf(queue.get())).toEqual({ value: 1 });
    expect(
      await stateOf(eleventh),
      'a get has made room, so put(11) resolves at once, without a timer. If it waits, nobody told it, or it looks again only after a while',
    ).toEqual({ value: undefined });
    expect(await take(queue, 10), 'the rest, in order').toEqual(
      numbers(2, 11),
    );
  });

  test('gives the free place to the put that has waited longest', async () => {
    const queue = await fullQueue();
    const eleventh = queue.put(11);
    await stateOf(eleventh);
    // Both in one go: put(12) comes before put(11) can wake.
    const first = queue.get();
    const twelfth = queue.put(12);
    expect(await stateOf(first)).toEqual({ value: 1 });
    expect(
      await statesOf([eleventh, twelfth]),
      'put(11) waited when put(12) came, so the free place is its own. To wake it and let it look again is too late: put(12) has taken the place by then',
    ).toEqual([{ value: undefined }, 'waits']);
    expect(await take(queue, 11)).toEqual(numbers(2, 12));
  });
});

describe('Wait, and be woken', () => {
  test('lets a get wait until something is put', async () => {
    const queue = openQueue<number>(10);
    const get = queue.get();
    expect(await stateOf(get), 'the queue is empty').toBe('waits');
    const put = queue.put(1);
    expect(
      await statesOf([put, get]),
      'something was put, so the waiting get has it at once, without a timer. If it waits, nobody told it, or it looks again only after a while',
    ).toEqual([{ value: undefined }, { value: 1 }]);
  });

  test('serves three waiting gets in the order they came', async () => {
    const queue = openQueue<number>(10);
    const gets = [queue.get(), queue.get(), queue.get()];
    await statesOf(gets);
    for (const n of [1, 2, 3]) void queue.put(n);
    expect(
      await statesOf(gets),
      'three gets waited, and three items came: the oldest item goes to the get that came first. A get that still waits was forgotten: one variable for "who waits" has room for one',
    ).toEqual([{ value: 1 }, { value: 2 }, { value: 3 }]);
  });

  test('hands out what is falsy too', async () => {
    const queue = openQueue<number | string | false>(10);
    for (const item of [0, '', false] as const) await queue.put(item);
    expect(
      await take(queue, 3),
      'an item may be 0, "" or false: ask how many are inside, and not whether the item is true',
    ).toEqual([0, '', false]);
  });
});

describe('Come to an end', () => {
  test('hands out what is inside after close', async () => {
    const queue = await fullQueue();
    queue.close();
    expect(
      await take(queue, 11),
      'ten were inside when the queue was closed. They were accepted, so they are handed out; then comes undefined, as often as somebody asks',
    ).toEqual([...numbers(1, 10), undefined]);
  });

  test('ends every get that waits', async () => {
    const queue = openQueue<number>(10);
    const gets = [queue.get(), queue.get()];
    await statesOf(gets);
    queue.close();
    expect(
      await statesOf(gets),
      'two consumers waited when the queue was closed. One that is not told waits for ever, and the program never ends',
    ).toEqual([{ value: undefined }, { value: undefined }]);
  });

  test('refuses every put that waits', async () => {
    const queue = await fullQueue();
    const puts = [queue.put(11), queue.put(12)];
    await statesOf(puts);
    queue.close();
    expect(
      await statesOf(puts),
      'two producers waited for room when the queue was closed. Each must learn that its item was not taken: its put rejects',
    ).toEqual(['refused', 'refused']);
    expect(
      await take(queue, 11),
      'an item whose put was refused must not come out',
    ).toEqual([...numbers(1, 10), undefined]);
  });

  test('refuses a put after close', async () => {
    const queue = openQueue<number>(10);
    queue.close();
    queue.close();
    expect(
      await stateOf(queue.put(1)),
      'nobody may come for it any more: a put after close rejects',
    ).toBe('refused');
    expect(await stateOf(queue.get())).toEqual({ value: undefined });
  });

  test('ends five producers and two consumers, and loses nothing', async () => {
    const queue = openQueue<string>(10);
    const taken: string[] = [];
    let inside = 0;
    let deepest = 0;
    let ended = 0;
    const producer = async (name: string) => {
      for (const n of numbers(1, 20)) {
        await queue.put(`${name}-${n}`);
        deepest = Math.max(deepest, ++inside);
      }
    };
    const consumer = async () => {
      for (;;) {
        const item = await queue.get();
        if (item === undefined) break;
        inside--;
        taken.push(item);
        await otherWork();
      }
      ended++;
    };
    const consumers = [consumer(), consumer()];
    let producing = true;
    const producers = ['a', 'b', 'c', 'd', 'e'].map(producer);
    void Promise.all(producers).then(() => (producing = false));
    await expect
      .poll(() => producing, {
        message:
          'five producers put 20 items each. One of them waits for ever: it was not woken when there was room',
      })
      .toBe(false);
    queue.close();
    await expect
      .poll(() => ended, {
        message:
          'the queue was closed, and both consumers should end when it is empty',
      })
      .toBe(2);
    await Promise.all(consumers);
    expect(taken, '100 were put, so 100 are taken').toHaveLength(100);
    expect(new Set(taken).size, 'each of them once').toBe(100);
    // A hand-over is counted when both sides have gone on.
    expect(
      deepest,
      'the most that were put and not yet taken: ten inside, and one on its way to each consumer',
    ).toBeLessThanOrEqual(12);
  });
});
