import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  flushAll,
  items,
  secondsLeft,
  store,
  value,
} from '#check/memcached';
import { start } from '#check/program';
import { once } from './exercise.ts';
import {
  ends,
  key,
  openCrowd,
  query,
  quickQuery,
  replaying,
  type Crowd,
} from './readers.ts';

let crowd: Crowd;
let kill: (() => void) | undefined;

beforeEach(async () => {
  await flushAll();
  crowd = openCrowd(once);
  await crowd.answered();
});
afterEach(async () => {
  kill?.();
  await crowd.close();
});

/** Starts another process, and waits until it is in its load. */
async function otherProcess(patience: number) {
  const program = await start('loader-process.ts', [
    key,
    String(patience),
  ]);
  kill = program.kill;
  expect(
    await program.line(),
    'another process called `once`, and there was nothing: it must load',
  ).toBe('loading');
}

describe('Load once', () => {
  test('stores the value for its seconds', async () => {
    const load = quickQuery('tea, mate');
    await once(crowd.clients[0], key, 300, load, 5);
    expect(
      await crowd.clients[0].get(key),
      `what cache.get("${key}") gives then`,
    ).toBe('tea, mate');
    const left = await secondsLeft(key);
    const message = `memcached was asked how long it keeps "${key}", for 300 s. What stood there while it was loaded had 5`;
    expect(left, message).toBeGreaterThan(280);
    expect(left, message).toBeLessThanOrEqual(300);
  });

  test('runs load once for fifty readers of five clients', async () => {
    const load = query();
    const asked = crowd.readers(50, load);
    await crowd.answered();
    load.end.resolve('tea, mate');
    expect(
      await ends(asked),
      'what fifty readers got, at once and over five connections',
    ).toEqual({ 'tea, mate': 50 });
    expect(
      load.runs,
      'how often load ran for them. A reader that finds nothing has to learn from memcached whether another is loading it',
    ).toBe(1);
  });

  test('leaves the load to a process that is at it', async () => {
    await otherProcess(60);
    const load = quickQuery('tea, by this process');
    const asked = crowd.readers(50, load);
    await crowd.answered();
    await store('go', '1', 60);
    expect(
      await ends(asked),
      'another process was loading it when these fifty came. What is kept in this process tells nothing of it: only memcached knows',
    ).toEqual({ 'tea, by another process': 50 });
  });

  test('takes a cached null, 0, false or empty text for a hit', async () => {
    for (const cached of [null, 0, false, '']) {
      await crowd.clients[0].set(key, cached);
      const load = quickQuery('loaded');
      expect(
        await once<unknown>(crowd.clients[0], key, 300, load),
        `the cache holds ${JSON.stringify(cached)}; only undefined is a miss`,
      ).toBe(cached);
    }
  });
});

describe('Wait without a flood', () => {
  test('pauses before it looks again', async () => {
    const load = query();
    const first = crowd.readers(1, load);
    await crowd.answered();
    const { calls, client, end } = replaying(crowd.clients[1]);
    const began = performance.now();
    const second = once(client, key, 300, load, 60);
    second.catch(() => {}); // it is awaited below
    await expect
      .poll(calls, {
        interval: 5,
        message: 'calls of one reader that waits: it has to look again',
      })
      .toBeGreaterThanOrEqual(20);
    const looks = calls();
    const milliseconds = Math.round(performance.now() - began);
    end();
    load.end.resolve('tea, mate');
    await Promise.all([first, second]);
    expect(
      looks,
      `calls that one waiting reader made in ${milliseconds} ms. With a pause of 20 ms or more before each look there are fewer: without one, fifty readers are a flood`,
    ).toBeLessThanOrEqual(4 + milliseconds / 10);
  });
});

describe('Let the next one try', () => {
  test('rejects for whom load failed, and another loads', async () => {
    const broken = query();
    const first = crowd.readers(1, broken);
    await crowd.answered();
    const load = quickQuery('tea, mate');
    const others = crowd.readers(9, load);
    await crowd.answered();
    broken.end.reject(new Error('the database is busy'));
    expect(
      await ends(first),
      'its load failed: it rejects with that error',
    ).toEqual({ 'the database is busy': 1 });
    let got = {};
    void others.then(async () => (got = await ends(others)));
    await expect
      .poll(() => got, {
        message:
          'what nine readers got who waited meanwhile. One of them loads as soon as the first has failed, and not when its patience of 60 s is over',
      })
      .toEqual({ 'tea, mate': 9 });
    expect(load.runs, 'how often load ran for those nine').toBe(1);
  });

  test('leaves nothing on the server when load has failed', async () => {
    const load = query();
    load.end.reject(new Error('the database is busy'));
    expect(
      await ends(crowd.readers(1, load)),
      'its load failed: it rejects with that error',
    ).toEqual({ 'the database is busy': 1 });
    expect(
      (await items()).map((each) => each.key),
      'keys on the server after a load that failed: what is left there keeps others from loading',
    ).toEqual([]);
  });
});

describe('Outlive who dies', () => {
  test('leaves nothing for longer than its patience', async () => {
    await otherProcess(5);
    kill?.();
    const load = quickQuery('tea, mate');
    const asked = crowd.readers(1, load, 5);
    await crowd.answered();
    expect(
      load.runs,
      'load, while the key is held for a process that was killed: its time is not over, and nobody else knows that it is dead',
    ).toBe(0);
    for (const { key: held, seconds = Infinity } of await items()) {
      const time = seconds === Infinity ? 'ever' : `${seconds} s`;
      expect(
        seconds,
        `a process was killed in its load, and memcached keeps "${held}" for ${time}. Its patience is 5 s: nobody else will take it away`,
      ).toBeLessThanOrEqual(5);
    }
    await flushAll(); // as if the time were over
    expect(
      await ends(asked),
      'the time of the dead is over, so who waits loads',
    ).toEqual({ 'tea, mate': 1 });
  });
});

describe('Undo no delete', () => {
  test('stores nothing that was deleted during the load', async () => {
    const load = query();
    const asked = crowd.readers(1, load);
    await crowd.answered();
    await crowd.clients[1].delete(key);
    load.end.resolve('tea, mate');
    await asked;
    expect(
      await value(key),
      `"${key}" was deleted while it was loaded, since the table had changed. What was read before that must not come back`,
    ).toBeUndefined();
    expect(
      await ends(crowd.readers(1, quickQuery('mate, tea'))),
      'and the next reader loads what is in the table now',
    ).toEqual({ 'mate, tea': 1 });
  });
});
