import { connect, type Channel, type ChannelModel } from 'amqplib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { queue } from '#check/rabbitmq';
import { commands, connections } from '#check/wire';
import { receive, send } from './exercise.ts';

const url = process.env.AMQP_URL ?? 'amqp://localhost:5672';

/** What RabbitMQ has of the queue. */
const hello = () => queue('hello');

let office: ChannelModel;
let broker: Channel;

beforeEach(async () => {
  office = await connect(url, { noDelay: true });
  office.on('error', () => {});
  broker = await office.createChannel();
  broker.on('error', () => {});
});

afterEach(async () => {
  const cleaner = await office.createChannel();
  await cleaner.deleteQueue('hello');
  await cleaner.close();
  await office.close();
});

/** Five greetings wait in a durable queue. */
async function fiveWait() {
  await broker.assertQueue('hello', { durable: true });
  for (const n of [1, 2, 3, 4, 5])
    broker.sendToQueue('hello', Buffer.from(`Hello ${n}`), {
      persistent: true,
    });
  await expect.poll(hello).toMatchObject({ ready: 5 });
}

/** The texts that wait, taken out by the check itself. */
async function taken(count: number) {
  const texts: string[] = [];
  for (let n = 0; n < count; n++) {
    const message = await broker.get('hello', { noAck: true });
    if (message) texts.push(message.content.toString());
  }
  return texts;
}

async function expectHungUp() {
  await expect
    .poll(() => connections('rabbitmq'), {
      message:
        'the only connection that is left is that of the check. Close the one that was opened, also when something fails',
    })
    .toBe(1);
}

/** What a call has rejected with; undefined when it has resolved. */
function refusal(call: Promise<unknown>): Promise<Error | undefined> {
  return call.then(
    () => undefined,
    (error: Error) => error,
  );
}

describe('Send', () => {
  test('has brought every text to the queue when it resolves', async () => {
    await send(url, 'hello', ['Hello Ada', 'Hello Bob', 'Hello Cy']);
    expect(
      await hello(),
      'send has resolved, so RabbitMQ has three messages. If it has none, the connection was closed before they left: a publish has no answer to wait for, and connection.close overtakes it. What does channel.close wait for?',
    ).toEqual({ ready: 3, consumers: 0 });
    expect(
      await taken(3),
      'in the order in which they were sent',
    ).toEqual(['Hello Ada', 'Hello Bob', 'Hello Cy']);
    await expectHungUp();
  });

  test('declares the queue durable, and sends persistent messages', async () => {
    const sent = await commands('rabbitmq', () =>
      send(url, 'hello', ['Hello Ada']),
    );
    expect(
      sent.find((line) => line.includes('queue.declare')),
      'a queue that is not durable is gone after a restart of RabbitMQ, and its messages with it',
    ).toContain('durable=true');
    const message = await broker.get('hello', { noAck: true });
    expect(
      message && message.properties.deliveryMode,
      'the delivery mode of the message: 2 is persistent. A message of mode 1 is gone after a restart, also from a durable queue',
    ).toBe(2);
  });
});

describe('Receive', () => {
  test('takes the oldest texts, and leaves the others', async () => {
    await fiveWait();
    expect(
      await receive(url, 'hello', 2),
      'the two oldest of five texts. More of them: RabbitMQ pushes all that it has to a consumer, unless something bounds it',
    ).toEqual(['Hello 1', 'Hello 2']);
    await expect
      .poll(hello, {
        message:
          'two of five were taken, so three are left and nobody consumes. Fewer: more were taken than were wanted, by noAck, or by an ack for each that came. More: the two came back, because RabbitMQ never got their acks',
      })
      .toEqual({ ready: 3, consumers: 0 });
    expect(await taken(3)).toEqual(['Hello 3', 'Hello 4', 'Hello 5']);
    await expectHungUp();
  });

  test('waits for a text that comes later', async () => {
    const texts = receive(url, 'hello', 1);
    texts.catch(() => {}); // It is awaited below.
    await expect
      .poll(hello, {
        message:
          'receive waits as a consumer of the queue, which it has declared. To ask again and again is no consumer',
      })
      .toEqual({ ready: 0, consumers: 1 });
    broker.sendToQueue('hello', Buffer.from('Hello Dee'));
    expect(await texts).toEqual(['Hello Dee']);
    await expectHungUp();
  });

  test('takes what send has sent', async () => {
    await send(url, 'hello', ['Grüße', 'Hello Bob']);
    expect(await receive(url, 'hello', 2)).toEqual([
      'Grüße',
      'Hello Bob',
    ]);
    await expectHungUp();
  });
});

describe('Explain a refusal', () => {
  const others = [
    ['auto_delete', { autoDelete: true }],
    ['x-message-ttl', { messageTtl: 60_000 }],
  ] as const;

  test.each(others)(
    'says that %s differs',
    async (argument, options) => {
      for (const call of [
        () => send(url, 'hello', ['Hello Ada']),
        () => receive(url, 'hello', 1),
      ]) {
        await broker.assertQueue('hello', {
          durable: true,
          ...options,
        });
        const error = await refusal(call());
        expect(
          error?.message,
          'RabbitMQ refuses the declaration with 406, and its text names the argument. "Connection closed" means that the refusal took the connection along: an error of a channel that has no listener does',
        ).toBe(`"hello" is there with another ${argument}`);
        expect(
          error?.cause,
          'the error of RabbitMQ is the cause of yours',
        ).toMatchObject({ code: 406 });
        await expectHungUp();
      }
    },
  );

  test('leaves a refused queue as it is', async () => {
    const other = { durable: true, messageTtl: 60_000 };
    await broker.assertQueue('hello', other);
    broker.sendToQueue('hello', Buffer.from('somebody waits for this'));
    await expect.poll(hello).toMatchObject({ ready: 1 });
    await refusal(send(url, 'hello', ['Hello Ada']));
    expect(
      await hello(),
      'one message was in the queue, and it is somebody else’s. To delete the queue and declare it anew deletes the message',
    ).toEqual({ ready: 1, consumers: 0 });
    expect(
      await refusal(broker.assertQueue('hello', other)),
      'the queue is still what its owner has declared',
    ).toBeUndefined();
  });

  test('passes on any other error', async () => {
    // An exclusive queue is locked for all other connections: 405.
    await broker.assertQueue('hello', { exclusive: true });
    const error = await refusal(send(url, 'hello', ['Hello Ada']));
    expect(
      error?.message,
      'the queue belongs to another connection, so RabbitMQ refuses with 405. No argument differs',
    ).toContain('RESOURCE_LOCKED');
    await expectHungUp();
  });
});
