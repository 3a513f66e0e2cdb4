import { connect, type Channel, type ChannelModel } from 'amqplib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cut, pause, resume } from '#check/faults';
import { queue } from '#check/rabbitmq';
import { commands, roundTrips } from '#check/wire';
import { openPublisher } from './exercise.ts';

/** Has room for one order, and refuses any other. */
const FULL = {
  durable: true,
  maxLength: 1,
  overflow: 'reject-publish',
};

let machine: ChannelModel;

async function open() {
  const url = process.env.AMQP_URL ?? 'amqp://localhost:5672';
  const connection = await connect(url, { noDelay: true });
  connection.on('error', () => {}); // A cut breaks it, as it should.
  return connection;
}

/** On a connection of its own, which no fault of a test has broken. */
async function withChannel(
  work: (channel: Channel) => Promise<unknown>,
) {
  const connection = await open();
  await work(await connection.createChannel());
  await connection.close();
}

beforeEach(async () => {
  await withChannel(async (channel) => {
    await channel.assertQueue('orders', { durable: true });
    await channel.assertQueue('full', FULL);
  });
  machine = await open();
});

afterEach(async () => {
  await resume('rabbitmq');
  await machine.close().catch(() => {}); // It may have been cut.
  await withChannel(async (channel) => {
    await channel.deleteQueue('orders');
    await channel.deleteQueue('full');
    await channel.deleteQueue('order'); // One test has made it.
  });
});

/**
 * Publishes the same content to each queue at once. How often each promise
 * has come to what, so far.
 */
async function publishAll(queues: string[]) {
  const publisher = await openPublisher(machine);
  const ends = queues.map((name) => `${name}: pending`);
  queues.forEach((name, index) => {
    publisher.publish(name, 'order-1').then(
      () => (ends[index] = `${name}: resolved`),
      ({ message }: Error) => {
        const reply = /NO_ROUTE/.exec(message)?.[0] ?? 'another error';
        ends[index] = `${name}: rejected with ${reply}`;
      },
    );
  });
  return () => {
    const counts: Record<string, number> = {};
    for (const end of ends) counts[end] = (counts[end] ?? 0) + 1;
    return counts;
  };
}

/** One turn of the event loop, and what was due in it. */
const turn = () => new Promise((done) => setImmediate(done));

describe('Resolve when RabbitMQ has it', () => {
  test('puts a persistent message into the queue', async () => {
    const publisher = await openPublisher(machine);
    await publisher.publish('orders', 'order-1');
    await expect
      .poll(() => queue('orders'), {
        message: 'publish has resolved, so "orders" has one message',
      })
      .toMatchObject({ ready: 1 });
    await withChannel(async (channel) => {
      const message = await channel.get('orders', { noAck: true });
      const { content, properties } = message || {};
      expect(String(content), 'the content of the message').toBe(
        'order-1',
      );
      expect(
        properties?.deliveryMode,
        'its delivery mode: 2 is persistent. Any other message is gone when RabbitMQ restarts',
      ).toBe(2);
    });
  });

  test('waits for what RabbitMQ says', async () => {
    const publisher = await openPublisher(machine);
    await pause('rabbitmq');
    let resolved = false;
    const sent = publisher.publish('orders', 'order-1');
    sent.then(
      () => (resolved = true),
      () => {}, // it is awaited below
    );
    for (let turns = 0; turns < 20; turns++) await turn();
    expect(
      resolved,
      'nothing passes to RabbitMQ or from it, and publish has resolved. sendToQueue only puts the message into a buffer of this process: what it returns says nothing of RabbitMQ',
    ).toBe(false);
    await resume('rabbitmq');
    await sent;
    expect(
      await queue('orders'),
      'the line is free again, publish has resolved, and "orders" has one message',
    ).toMatchObject({ ready: 1 });
  });
});

describe('Reject what came back', () => {
  test('rejects with the reply text when there is no such queue', async () => {
    await expect
      .poll(await publishAll(['order']), {
        message:
          'no queue has the name "order". RabbitMQ drops such a message and acks it, unless it is mandatory: then it comes back with a reply text, before the ack',
      })
      .toEqual({ 'order: rejected with NO_ROUTE': 1 });
  });

  test('takes the same order when the queue is there', async () => {
    const publisher = await openPublisher(machine);
    await publisher.publish('order', 'order-1').catch(() => {});
    await withChannel((channel) =>
      channel.assertQueue('order', { durable: true }),
    );
    expect(
      await publisher.publish('order', 'order-1').then(
        () => 'resolved',
        (error) => `rejected with ${error}`,
      ),
      '"order" has been made, and took this order. What came back was the one before, with the same content: neither the content nor the queue says which message it is',
    ).toBe('resolved');
  });
});

describe('Reject what was refused', () => {
  test('rejects when RabbitMQ says nack', async () => {
    const publisher = await openPublisher(machine);
    await publisher.publish('full', 'order-1');
    let end = 'pending';
    publisher.publish('full', 'order-2').then(
      () => (end = 'resolved'),
      () => (end = 'rejected'),
    );
    await expect
      .poll(() => end, {
        message:
          '"full" has room for one message, so the second was answered with basic.nack, and is nowhere',
      })
      .toBe('rejected');
  });
});

describe('Tell many at once apart', () => {
  test('gives each of many at once its own answer', async () => {
    await (await openPublisher(machine)).publish('full', 'order-1');
    const rounds = Array.from({ length: 20 });
    const queues = rounds.flatMap(() => ['orders', 'order', 'full']);
    await expect
      .poll(await publishAll(queues), {
        message:
          'sixty at once with the same content: by turns to "orders", to "order", which is no queue, and to "full". Confirms come in no certain order, and one basic.ack with multiple=true is for many',
      })
      .toEqual({
        'orders: resolved': 20,
        'order: rejected with NO_ROUTE': 20,
        'full: rejected with another error': 20,
      });
    expect(
      await queue('orders'),
      'twenty have resolved, so "orders" has twenty',
    ).toMatchObject({ ready: 20 });
  });

  test('sends nothing else for a message', async () => {
    const publisher = await openPublisher(machine);
    const sent = await commands('rabbitmq', async () => {
      for (const order of ['order-1', 'order-2'])
        await publisher.publish('orders', order);
    });
    expect(
      sent.filter((each) => !each.includes('basic.publish')),
      'two messages were published one after the other. What else was sent for them costs a round trip each time',
    ).toEqual([]);
  });

  test('lets no message wait for another', async () => {
    const publisher = await openPublisher(machine);
    const trips = await roundTrips('rabbitmq', () =>
      Promise.all(
        Array.from({ length: 40 }, () =>
          publisher.publish('orders', 'order-1'),
        ),
      ),
    );
    expect(
      trips,
      'forty were published at once: how often RabbitMQ was waited for. Where each is sent behind the answer to the one before, that is forty times',
    ).toBeLessThan(20);
  });
});

describe('Reject when the connection is lost', () => {
  test('rejects what RabbitMQ has not confirmed', async () => {
    const publisher = await openPublisher(machine);
    await publisher.publish('orders', 'order-1');
    await pause('rabbitmq');
    const ends = ['pending', 'pending'];
    ends.forEach((_, index) => {
      publisher.publish('orders', 'order-2').then(
        () => (ends[index] = 'resolved'),
        () => (ends[index] = 'rejected'),
      );
    });
    await turn();
    await cut();
    await expect
      .poll(() => ends, {
        message:
          'the connection broke before RabbitMQ had said anything about two messages. No ack and no nack will come any more, and who awaits publish would wait for ever',
      })
      .toEqual(['rejected', 'rejected']);
  });
});
