import {
  connect,
  type ChannelModel,
  type ConfirmChannel,
} from 'amqplib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { queue, unacked } from '#check/rabbitmq';
import { commands } from '#check/wire';
import { work } from './exercise.ts';

const url = process.env.AMQP_URL ?? 'amqp://localhost:5672';
const TEN = Array.from(
  { length: 10 },
  (_, index) => `job-${index + 1}`,
);

let office: ChannelModel;
let broker: ConfirmChannel;
let machine: ChannelModel;

beforeEach(async () => {
  office = await connect(url, { noDelay: true });
  broker = await office.createConfirmChannel();
  await broker.assertQueue('jobs', { durable: true });
  for (const job of TEN)
    broker.sendToQueue('jobs', Buffer.from(job), { persistent: true });
  await broker.waitForConfirms();
  machine = await connect(url, { noDelay: true });
});

afterEach(async () => {
  await machine.close();
  await broker.deleteQueue('jobs');
  await office.close();
});

/** Jobs that are begun by the answer, and end when a test says so. */
function someWork() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    begun,
    perform(job: string) {
      begun.push(job);
      return new Promise<void>((end) => ends.set(job, end));
    },
    end: (...jobs: string[]) => jobs.forEach((job) => ends.get(job)!()),
  };
}

/** The answer, with three jobs in hand. */
async function atWork() {
  const channel = await machine.createChannel();
  channel.on('error', () => {}); // What is lost by it, a test will miss.
  const jobs = someWork();
  const { perform } = jobs;
  const pool = await work(channel, 'jobs', { prefetch: 3, perform });
  expect(pool, 'work must resolve to the pool').toHaveProperty('stop');
  await expect
    .poll(() => jobs.begun.length, {
      message:
        'ten jobs wait and the prefetch is 3, so three are begun at once. amqplib calls the handler of consume for each job that comes, without waiting',
    })
    .toBeGreaterThanOrEqual(3);
  return { channel, pool, ...jobs };
}

/** Round trips of another channel: what was sent before has arrived. */
async function settled() {
  const probe = await machine.createChannel();
  for (const _ of [1, 2]) await probe.checkQueue('jobs');
  await probe.close();
}

describe('Hold no more than the prefetch', () => {
  test('has three jobs in hand, and leaves seven to others', async () => {
    const { begun } = await atWork();
    await settled();
    expect(
      begun,
      'no job has ended, and the prefetch is 3: only these should be begun',
    ).toEqual(['job-1', 'job-2', 'job-3']);
    const inHand = await unacked('jobs');
    expect(
      { inHand, ready: (await queue('jobs'))?.ready },
      'messages that RabbitMQ has handed out without an ack, and those that wait for anybody. A limit inside your program keeps the rest in its memory; the one that RabbitMQ knows of is set before consume',
    ).toEqual({ inHand: 3, ready: 7 });
  });

  test('leaves nine of ten to a helper while it is at its first', async () => {
    const slow = someWork();
    const helped: string[] = [];
    const { perform } = slow;
    await work(await machine.createChannel(), 'jobs', {
      prefetch: 1,
      perform,
    });
    await work(await machine.createChannel(), 'jobs', {
      prefetch: 1,
      perform: async (job) => void helped.push(job),
    });
    await expect
      .poll(() => helped.length, {
        message:
          'two pools with a prefetch of 1, and the first is still at job-1: jobs that the second has done',
      })
      .toBe(9);
    expect(slow.begun, 'jobs that the first has begun').toEqual([
      'job-1',
    ]);
  });
});

describe('Ack a job when it is done', () => {
  test('acks the job that is done, and none before it', async () => {
    const { begun, end } = await atWork();
    const sent = await commands('rabbitmq', async () => {
      end('job-2');
      await expect
        .poll(() => begun, {
          message:
            'job-2 is done, and job-1 goes on: for the one that has its ack, the next should come',
        })
        .toContain('job-4');
      await settled();
    });
    expect(
      sent.filter((each) => each.includes('basic.ack')),
      'the second of three is done. multiple=true would ack the first as well, which goes on',
    ).toEqual(['basic.ack tag=2 multiple=false']);
    expect(await unacked('jobs'), 'jobs in hand, as before').toBe(3);
  });
});

describe('Stop without a loss', () => {
  /** Stops it, and waits until RabbitMQ has heard of that. */
  async function stopping() {
    const at = await atWork();
    let stopped = false;
    const stop = at.pool.stop().then(() => (stopped = true));
    stop.catch(() => {}); // A test awaits it, or has failed before.
    await expect
      .poll(async () => (await queue('jobs'))?.consumers, {
        message:
          'stop was called. The first thing to do is to cancel the consumer: as long as it is there, each ack brings another job',
      })
      .toBe(0);
    return { ...at, stop, isStopped: () => stopped };
  }

  test('takes no further job', async () => {
    const { begun, end } = await stopping();
    end('job-1', 'job-2', 'job-3');
    await settled();
    expect(
      begun,
      'three jobs were in hand when it was stopped. No other is begun',
    ).toEqual(['job-1', 'job-2', 'job-3']);
  });

  test('lets the jobs in hand end', async () => {
    const { end, stop, isStopped } = await stopping();
    await settled();
    expect(
      { stopped: isStopped(), inHand: await unacked('jobs') },
      'three jobs go on. A channel that closes before they are acked gives them back, and they are done twice',
    ).toEqual({ stopped: false, inHand: 3 });
    end('job-3', 'job-1', 'job-2');
    await expect
      .poll(isStopped, {
        message: 'all jobs in hand have ended, and stop has not',
      })
      .toBe(true);
    await stop;
    expect(
      await queue('jobs'),
      'three of ten are done, seven wait for others',
    ).toMatchObject({ ready: 7 });
  });

  test('closes the channel behind the last ack', async () => {
    const { end, isStopped } = await stopping();
    const sent = await commands('rabbitmq', async () => {
      end('job-3', 'job-1', 'job-2');
      await expect.poll(isStopped).toBe(true);
    });
    expect(
      sent.map((each) => each.split(' ').slice(0, 2).join(' ')),
      'what was sent after stop, when the jobs in hand ended',
    ).toEqual([
      'basic.ack tag=3',
      'basic.ack tag=1',
      'basic.ack tag=2',
      'channel.close reply-code=200',
    ]);
  });
});
