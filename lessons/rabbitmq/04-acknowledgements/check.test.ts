import {
  connect,
  type Channel,
  type ChannelModel,
  type ConfirmChannel,
} from 'amqplib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { start, type StartedProgram } from '#check/program';
import { queue } from '#check/rabbitmq';
import { startWorker } from './exercise.ts';

const url = process.env.AMQP_URL ?? 'amqp://localhost:5672';

/** What RabbitMQ has of the jobs, and of those that were given up. */
const invoices = () => queue('invoices');
const dead = () => queue('invoices.dead');

let office: ChannelModel;
let broker: ConfirmChannel;
let machine: ChannelModel;
/** What RabbitMQ complained about on the worker's connection. */
let complaints: string[];
let processes: StartedProgram[];

beforeEach(async () => {
  office = await connect(url, { noDelay: true });
  broker = await office.createConfirmChannel();
  await broker.assertQueue('invoices.dead', { durable: true });
  await broker.assertQueue('invoices', {
    durable: true,
    deadLetterExchange: '',
    deadLetterRoutingKey: 'invoices.dead',
  });
  machine = await connect(url, { noDelay: true });
  complaints = [];
  machine.on('error', (error: Error) => complaints.push(error.message));
  processes = [];
});

afterEach(async () => {
  for (const each of processes) each.kill();
  await machine.close().catch(() => {}); // RabbitMQ may have closed it.
  await broker.deleteQueue('invoices');
  await broker.deleteQueue('invoices.dead');
  await office.close();
});

async function send(...jobs: string[]) {
  for (const job of jobs)
    broker.sendToQueue('invoices', Buffer.from(job), {
      persistent: true,
    });
  await broker.waitForConfirms();
}

/** The answer, at work in this process. */
async function worker(perform: (job: string) => Promise<void>) {
  const channel = await startWorker(machine, 'invoices', perform);
  expect(
    channel,
    'startWorker must resolve to the channel that it consumes on',
  ).toHaveProperty('consume');
  channel.on('error', (error: Error) => complaints.push(error.message));
  return channel;
}

function expectNoComplaint() {
  expect(
    complaints,
    `RabbitMQ closed the channel, so the worker hears nothing any more. "Unknown delivery tag" means that one delivery was answered twice, for instance by a nack and then an ack. It said: ${complaints.join(' ')}`,
  ).toEqual([]);
}

/** Two round trips: what the worker sent has reached RabbitMQ. */
async function settled(channel: Channel) {
  for (const _ of [1, 2])
    await channel.checkQueue('invoices').catch((error: Error) => {
      if (complaints.length === 0) throw error;
    });
}

/** The answer, in the middle of its first job in a process of its own. */
async function workerProcess() {
  const child = await start('worker-process.ts', ['invoices']);
  processes.push(child);
  return { child, job: await child.line() };
}

describe('Take one job, ack it when it is done', () => {
  test('takes one job at a time', async () => {
    const performed: string[] = [];
    const pause = Promise.withResolvers<void>();
    await send('invoice-1', 'invoice-2', 'invoice-3');
    await worker((job) => {
      performed.push(job);
      return pause.promise;
    });
    await expect.poll(() => performed).toContain('invoice-1');
    const found = await invoices();
    pause.resolve();
    expect(
      found,
      'with the first of three jobs in hand, two should still wait on the server, where another worker can have them. Without a prefetch RabbitMQ pushes all of them at once, and an ack before the work asks for the next',
    ).toEqual({ ready: 2, consumers: 1 });
    await expect
      .poll(() => performed, {
        message: 'the next job comes when the one before was acked',
      })
      .toEqual(['invoice-1', 'invoice-2', 'invoice-3']);
  });

  test('removes a job from the queue when it is done', async () => {
    const performed: string[] = [];
    await send('invoice-1');
    const channel = await worker(async (job) => {
      performed.push(job);
    });
    await expect.poll(() => performed).toEqual(['invoice-1']);
    await settled(channel);
    expectNoComplaint();
    await channel.close();
    expect(
      await invoices(),
      'the job was done, and when the channel closed RabbitMQ put it back: it never got an ack, so the next worker does the job again',
    ).toMatchObject({ ready: 0 });
  });
});

describe('Lose nothing with a worker', () => {
  test('keeps the job when the worker dies before its ack', async () => {
    await send('invoice-1');
    const { child, job } = await workerProcess();
    expect(job).toBe('invoice-1');
    expect(
      await invoices(),
      'the job is in hand, so none waits',
    ).toMatchObject({ ready: 0 });
    child.kill();
    await expect.poll(invoices).toMatchObject({ consumers: 0 });
    expect(
      await invoices(),
      'the worker was killed in the middle of the job, so RabbitMQ should have put the job back. It has none: an ack was sent before the work was done, or the consumer said noAck',
    ).toMatchObject({ ready: 1 });
    const back = await broker.get('invoices', { noAck: true });
    expect(back && back.fields.redelivered).toBe(true);
  });

  test('gives the job of a killed worker to the next, which does it once', async () => {
    const done: string[] = [];
    await send('invoice-1');
    const { child } = await workerProcess();
    const channel = await worker(async (job) => {
      done.push(job);
    });
    child.kill();
    await expect.poll(invoices).toMatchObject({ consumers: 1 });
    await send('invoice-2');
    await expect.poll(() => done).toContain('invoice-2');
    expect(
      done,
      'the other worker should do the job of the killed one, once, and then the job that was sent after it',
    ).toEqual(['invoice-1', 'invoice-2']);
    await settled(channel);
    await channel.close();
    expect(await invoices(), 'both jobs are done').toMatchObject({
      ready: 0,
    });
  });
});

describe('Try twice, then give up', () => {
  test('tries a failed job once more', async () => {
    let attempts = 0;
    await send('invoice-1');
    const channel = await worker(async () => {
      attempts++;
      if (attempts === 1) throw new Error('the mail server is away');
    });
    await expect
      .poll(() => attempts > 1 || complaints.length > 0, {
        message:
          'perform rejected, and the job did not come a second time: RabbitMQ got an ack for it, or was told to give it up, or still waits for an answer',
      })
      .toBe(true);
    await settled(channel);
    expectNoComplaint();
    expect(
      attempts,
      'the second try went well, so there is no third',
    ).toBe(2);
    await channel.close();
    expect(
      [await invoices(), await dead()],
      'the second try went well, so the job is nowhere any more',
    ).toMatchObject([{ ready: 0 }, { ready: 0 }]);
  });

  test('gives up a job that fails twice', async () => {
    let attempts = 0;
    await send('invoice-1');
    await worker(async () => {
      attempts++;
      throw new Error('no such customer');
    });
    await expect
      .poll(async () => attempts > 2 || (await dead())?.ready, {
        message:
          'after its second failed attempt the job should be among the dead letters',
      })
      .toBeTruthy();
    expect(
      attempts,
      'a job that fails each time should be tried twice. More often means that it is requeued each time and goes round for ever; once means that it was given up at the first failure',
    ).toBe(2);
    expect(
      await dead(),
      'the job is among the dead letters',
    ).toMatchObject({
      ready: 1,
    });
  });

  test('goes on with the next job after a failure', async () => {
    const performed: string[] = [];
    await send('invoice-1', 'invoice-2');
    await worker(async (job) => {
      performed.push(job);
      if (job === 'invoice-1') throw new Error('no such customer');
    });
    await expect
      .poll(
        () => performed.includes('invoice-2') || complaints.length > 0,
        {
          message:
            'invoice-1 fails, and invoice-2 is never begun: RabbitMQ waits for an answer to invoice-1, or gets it back each time and hands it out first',
        },
      )
      .toBe(true);
    expectNoComplaint();
  });
});
