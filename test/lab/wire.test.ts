import { beforeAll, expect, inject, test } from 'vitest';
import { loadExample } from '../../src/course/example.ts';
import { lanesOf } from '../../src/course/lanes.ts';
import { projectFolder } from '../../src/course/project.ts';
import { recordingOf } from '../../src/lab/record.ts';
import { runExample } from '../../src/lab/run-example.ts';
import type { Provider } from '../../src/services/service.ts';
import { openServices } from '../../src/services/services.ts';
import { fixtureProject } from '../setup/fixture-project.ts';

let services: Provider;

beforeAll(async () => {
  services = await openServices({ root: inject('servicesRoot') });
});

/** Runs a program; line 1 is the first one given. */
async function run(
  service: string,
  track: string,
  program: string[],
  more: Record<string, string> = {},
) {
  // On one line, so that the program begins on the second.
  const header = `/**\n * @title T\n * @uses ${service}\n */\n`;
  const root = fixtureProject({
    ...{ [`examples/${track}/x.ts`]: header + program.join('\n'), ...more },
  });
  const example = loadExample(`${track}/x`, root);
  const run = await runExample(services, example);
  const stderr = run.events.flatMap((each) =>
    each.event === 'stderr' ? each.text : [],
  );
  expect(stderr.join('')).toBe('');
  expect(run.outcome, run.message).toBe('finished');
  const offset = header.split('\n').length - 1;
  const lanes = lanesOf(run.events);
  const sources = lanes.map(({ messages }) =>
    messages
      .filter(({ from }) => from === 'client')
      .map(({ text, source }) => {
        if (!source) return `none ${text}`;
        expect(source.file).toBe(`examples/${track}/x.ts`);
        return `${source.line - offset} ${text}`;
      }),
  );
  return { ...run, example, lanes, sources };
}

test('ioredis: a command knows its line, before the connection is ready too', async () => {
  const { sources, lanes } = await run('redis', 'redis', [
    `import { Redis } from 'ioredis';`,
    `const redis = new Redis(process.env.REDIS_URL!);`,
    `const first = redis.set('a', 1);`,
    `const second = redis.set('b', Buffer.from('2'));`,
    `await first; await second;`,
    `const pipeline = redis.pipeline();`,
    `pipeline.get('a');`,
    `pipeline.get('b');`,
    `await pipeline.exec();`,
    `async function later() {`,
    `  await redis.del('a', 'b');`,
    `}`,
    `await later();`,
    `await redis.quit();`,
  ]);
  expect(sources).toEqual([
    [
      '3 SET a "1"',
      '4 SET b "2"',
      '7 GET a',
      '8 GET b',
      '11 DEL a b',
      '14 QUIT',
    ],
  ]);
  expect(lanes[0]).toMatchObject({ sent: 6, skipped: 0 });
  // The first two are written apart: on a busy machine Redis has answered
  // the one before the other comes.
  expect([4, 5]).toContain(lanes[0]!.roundTrips);
});

test('amqplib: a method knows its line, though it is written later', async () => {
  const { sources } = await run('rabbitmq', 'rabbitmq', [
    `import amqp from 'amqplib';`,
    `const connection = await amqp.connect(process.env.AMQP_URL!, { noDelay: true });`,
    `const channel = await connection.createConfirmChannel();`,
    `const declared = channel.assertQueue('jobs', { exclusive: true });`,
    `const limited = channel.prefetch(1);`,
    `await declared; await limited;`,
    `for (const job of ['a', 'b'])`,
    `  channel.sendToQueue('jobs', Buffer.from(job));`,
    `await channel.waitForConfirms();`,
    `let left = 2;`,
    `await new Promise<void>((resolve) => {`,
    `  void channel.consume('jobs', (message) => {`,
    `    channel.ack(message!);`,
    `    if (--left === 0) resolve();`,
    `  }, { consumerTag: 'me' });`,
    `});`,
    `await channel.close();`,
    `await connection.close();`,
  ]);
  expect(sources).toEqual([
    [
      '3 confirm.select',
      '4 queue.declare queue="jobs" durable=true exclusive=true',
      '5 basic.qos prefetch-count=1',
      '8 basic.publish exchange="" routing-key="jobs" 1 byte "a"',
      '8 basic.publish exchange="" routing-key="jobs" 1 byte "b"',
      '12 basic.consume queue="jobs" consumer-tag="me"',
      '13 basic.ack tag=1 multiple=false',
      '13 basic.ack tag=2 multiple=false',
      '17 channel.close reply-code=200 reply-text="Goodbye" class-id=0 method-id=0',
      '18 connection.close reply-code=200 reply-text="Cheers, thanks" class-id=0 method-id=0',
    ],
  ]);
});

test('pg: a query knows its line, in a queue and in a pool too', async () => {
  const { sources } = await run('postgres', 'orm', [
    `import pg from 'pg';`,
    `const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 1 });`,
    `const first = pool.query('select 1');`,
    `const second = pool.query('select $1::int', [2]);`,
    `await first; await second;`,
    `const client = await pool.connect();`,
    `await client.query('select 3');`,
    `client.release();`,
    `await pool.end();`,
  ]);
  expect(sources[0]!.slice(0, -1)).toEqual([
    '3 Query select 1',
    '4 Parse select $1::int',
    '4 Bind ("2")',
    '4 Describe portal',
    '4 Execute',
    '4 Sync',
    '7 Query select 3',
  ]);
});

test('memjs: a call before the connection is there knows its line', async () => {
  const { sources } = await run('memcached', 'memcached', [
    `import { Client } from 'memjs';`,
    `const cache = Client.create(process.env.MEMCACHE_SERVERS);`,
    `const first = cache.set('a', '1', {});`,
    `const second = cache.get('a');`,
    `await first; await second;`,
    `await cache.delete('a');`,
    `cache.close();`,
  ]);
  expect(sources).toEqual([['3 Set a expires=0 "1"', '4 Get a', '6 Delete a']]);
});

test('a client of one’s own knows the lines of its writes', async () => {
  const { sources } = await run('memcached', 'memcached', [
    `import { once } from 'node:events';`,
    `import { connect } from 'node:net';`,
    `const [host, port] = process.env.MEMCACHE_SERVERS!.split(':');`,
    `const socket = connect(Number(port), host);`,
    `socket.write('get a\\r\\nget b\\r\\n');`,
    `await once(socket, 'data');`,
    `socket.end('quit\\r\\n');`,
  ]);
  expect(sources).toEqual([['5 get a', '5 get b', '7 quit']]);
});

/** A client in a folder, whose modules others borrow. */
const client = `import { connect, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
export class Client {
  socket: Socket;
  #waiting: (() => void)[] = [];
  constructor(address: string) {
    const [host, port] = address.split(':');
    this.socket = connect(Number(port), host);
    this.socket.on('data', () => this.#waiting.shift()!());
  }
  get(key: string): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.push(resolve);
    this.socket.write('get ' + key + '\\r\\n');
    return promise;
  }
  async getLater(key: string): Promise<void> {
    await setImmediate();
    await this.get(key);
  }
  getFromQueue(key: string): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    queueMicrotask(() => void this.get(key).then(resolve));
    return promise;
  }
}
`;

test('a message of a borrowed module has the line that called into it', async () => {
  const { sources } = await run(
    'memcached',
    'memcached',
    [
      `import { Client } from './client/client.ts';`,
      `const client = new Client(process.env.MEMCACHE_SERVERS!);`,
      `async function ask(key: string) {`,
      `  await client.get(key);`,
      `}`,
      `await ask('at-once');`,
      `await client.getLater('awaited');`,
      `await Promise.all([client.getLater('together')]);`,
      `await client.getFromQueue('queued');`,
      `client.socket.end();`,
    ],
    { 'examples/memcached/client/client.ts': client },
  );
  // Nobody is on the stack of what a queue sends: no line is the certain one.
  expect(sources).toEqual([
    ['4 get at-once', '7 get awaited', '8 get together', 'none get queued'],
  ]);
});

test('in a folder too it has the line of the folder that borrows, and no other', async () => {
  const root = fixtureProject({
    'examples/memcached/client/client.ts': client,
    'examples/memcached/client/demo.ts': demo('demo', './client.ts'),
    'examples/memcached/lesson/ask.ts': demo('ask', './of-own.ts'),
    'examples/memcached/lesson/of-own.ts': `import { Client as Borrowed } from '../client/client.ts';
export class Client extends Borrowed {
  override get(key: string) {
    return super.get(key);
  }
}
`,
  });
  const sourceIn = async (name: string) => {
    const { events } = await runExample(services, loadExample(name, root));
    return events.flatMap((each) =>
      each.event === 'wire' && each.from === 'client' ? each.source : [],
    );
  };
  expect(await sourceIn('memcached/lesson')).toEqual([
    { file: 'examples/memcached/lesson/of-own.ts', line: 4 },
  ]);
  expect(await sourceIn('memcached/client')).toEqual([
    { file: 'examples/memcached/client/client.ts', line: 14 },
  ]);
});

/** A program that has a client from there. */
function demo(pane: string, module: string): string {
  return `/**
 * @title T
 * @pane ${pane}
 * @uses memcached
 */
import { Client } from '${module}';
const client = new Client(process.env.MEMCACHE_SERVERS!);
await client.get('a');
client.socket.end();
`;
}

test('a run keeps so many messages, and counts the others', async () => {
  const { lanes, events } = await run('redis', 'redis', [
    `import { Redis } from 'ioredis';`,
    `const redis = new Redis(process.env.REDIS_URL!);`,
    `const pipeline = redis.pipeline();`,
    `for (let i = 0; i < 3000; i++) pipeline.set('key', i);`,
    `await pipeline.exec();`,
    `await redis.del('key');`,
    `await redis.quit();`,
  ]);
  expect(events.filter((each) => each.event === 'wire')).toHaveLength(2000);
  const [lane] = lanes;
  expect(lane!.skipped + 2000).toBe(2 * 3002 + lane!.setup.length);
});

test('a program that prints its address prints the usual one', async () => {
  const { aliases, events } = await run('redis', 'redis', [
    `console.log(process.env.REDIS_URL);`,
  ]);
  const printed = events.flatMap((each) =>
    each.event === 'stdout' ? each.text.trim() : [],
  );
  const { host } = new URL(printed[0]!);
  expect(aliases[host]).toBe('localhost:6379');
});

test('a recording does not tell where on this machine the project is', async () => {
  const ended = await run('redis', 'redis', [
    `import { Redis } from 'ioredis';`,
    `const redis = new Redis(process.env.REDIS_URL!);`,
    `await redis.echo(${JSON.stringify(`${projectFolder}.cache`)});`,
    `await redis.quit();`,
  ]);
  const { events } = recordingOf(ended.example, ended);
  const wire = events.flatMap((each) =>
    each.event === 'wire' && !each.setup ? each : [],
  );
  expect(wire.map(({ text }) => text)).toContain('ECHO ".cache"');
  for (const { text, bytes } of wire)
    expect(text + Buffer.from(bytes, 'base64')).not.toContain(projectFolder);
});

test('what a program writes in the place of its notes does no harm', async () => {
  const { sources } = await run('redis', 'redis', [
    `import { writeSync } from 'node:fs';`,
    `import { Redis } from 'ioredis';`,
    `writeSync(4, 'no note\\n{"port":1}\\nnull\\n');`,
    `const redis = new Redis(process.env.REDIS_URL!);`,
    `await redis.ping();`,
    `writeSync(4, 'x'.repeat(1e6));`,
    `await redis.quit();`,
  ]);
  expect(sources).toEqual([['5 PING', 'none QUIT']]);
});
