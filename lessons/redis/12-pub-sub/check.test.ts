import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cut } from '#check/faults';
import { subscribers } from '#check/redis';
import { listen, publish } from './exercise.ts';

const url = process.env.REDIS_URL ?? 'redis://localhost:6379';
let redis: Redis;
let channel: string;
let tests = 0;
let stops: (() => Promise<void>)[];

beforeEach(async () => {
  redis = new Redis(url);
  redis.on('error', () => {}); // its connection is cut with the others
  await redis.ping();
  // A channel for each test: what one leaves does not touch the next.
  channel = `monitoring-${++tests}`;
  stops = [];
});

afterEach(async () => {
  await Promise.all(stops.map((stop) => stop()));
  await redis.quit();
});

/** Listens, and keeps what was heard. */
async function listener() {
  const heard: string[] = [];
  const stop = await listen(url, channel, (text) => heard.push(text));
  stops.push(stop);
  return { heard, stop };
}

describe('Publish', () => {
  test('tells how many subscribers a message was sent to', async () => {
    expect(
      await publish(redis, channel, 'anybody there?'),
      'nobody listens, so Redis answers PUBLISH with 0: the message is gone. publish must pass that number on',
    ).toBe(0);
    await listener();
    await listener();
    expect(
      await publish(redis, channel, 'hello'),
      'two connections are subscribed, so Redis answers PUBLISH with 2',
    ).toBe(2);
  });
});

describe('Listen', () => {
  test('hears a message that is published as soon as listen resolves', async () => {
    const { heard } = await listener();
    const receivers = await redis.publish(channel, 'disk 97%');
    expect(
      receivers,
      'Redis did not know the subscriber yet when listen resolved: wait for the confirmation',
    ).toBe(1);
    await expect.poll(() => heard).toEqual(['disk 97%']);
  });

  test('hears its own channel only, and nothing but messages', async () => {
    const { heard } = await listener();
    await redis.publish('billing', 'invoice 7');
    await redis.publish(channel, 'disk 97%');
    await expect
      .poll(() => heard, {
        message:
          'expected the one message of this channel; a confirmation or another channel is not a message',
      })
      .toEqual(['disk 97%']);
  });

  test('does not hear what was published before it listened', async () => {
    await redis.publish(channel, 'disk 91%');
    const { heard } = await listener();
    await redis.publish(channel, 'disk 97%');
    await expect.poll(() => heard).toContain('disk 97%');
    expect(heard, 'a late listener has missed it').toEqual([
      'disk 97%',
    ]);
  });
});

describe('Survive a lost connection', () => {
  test('hears again after its connection was lost', async () => {
    const { heard } = await listener();
    await cut();
    await expect
      .poll(() => subscribers(channel), {
        message:
          'its connection was cut, and Redis counts no subscriber any more: let ioredis connect and subscribe again',
      })
      .toBe(1);
    await redis.publish(channel, 'disk 99%');
    await expect
      .poll(() => heard, {
        message:
          'Redis sent the message to your new connection, and onMessage was not called: what listened has ended with the old one',
      })
      .toEqual(['disk 99%']);
  });
});

describe('Stop', () => {
  test('leaves no subscriber behind after stop', async () => {
    const { stop } = await listener();
    expect(await subscribers(channel)).toBe(1);
    await stop();
    stops = [];
    await expect
      .poll(() => subscribers(channel), {
        message:
          'after stop, Redis still counts a subscriber: unsubscribe, then quit',
      })
      .toBe(0);
  });
});
