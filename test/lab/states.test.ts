import { Redis } from 'ioredis';
import { beforeAll, expect, inject, test } from 'vitest';
import type { RunEvent } from '../../src/course/event.ts';
import { loadExample } from '../../src/course/example.ts';
import { lastStates } from '../../src/course/last-states.ts';
import { recordingOf } from '../../src/lab/record.ts';
import { runExample } from '../../src/lab/run-example.ts';
import type { Provider } from '../../src/services/service.ts';
import { openServices } from '../../src/services/services.ts';
import { fixtureProject } from '../setup/fixture-project.ts';
import { ask } from './ask.ts';
import { openLab, ownHeaders, send } from './lab-client.ts';

let services: Provider;

beforeAll(async () => {
  services = await openServices({ root: inject('servicesRoot') });
});

/** A project with one example, `redis/x`. */
const project = (uses: string, ...lines: string[]) => ({
  'examples/redis/x.ts': `/**\n * @title T\n * @uses ${uses}\n */\n${lines.join('\n')}\n`,
});

async function run(
  uses: string,
  lines: string[],
  leasing: Pick<Provider, 'lease'> = services,
  on: (event: RunEvent) => void = () => {},
) {
  const example = loadExample(
    'redis/x',
    fixtureProject(project(uses, ...lines)),
  );
  const result = await runExample(leasing, example, { on });
  expect(result.outcome, result.message).toBe('finished');
  const errors = result.events.filter((each) => each.event === 'stderr');
  expect(errors).toEqual([]);
  return { ...result, example };
}

const statesIn = (events: readonly RunEvent[]) =>
  events.flatMap((each) => (each.event === 'state' ? each.state : []));

const setsKey = [
  `import { Redis } from 'ioredis';`,
  `const redis = new Redis(process.env.REDIS_URL!);`,
  `await redis.set('stock', 900);`,
];

test('a run tells what is on each of its servers, before its end', async () => {
  const { events } = await run('redis, memcached, postgres', [
    ...setsKey,
    `await redis.quit();`,
  ]);
  expect(lastStates(events)).toEqual([
    { service: 'memcached', items: [], more: 0 },
    {
      service: 'redis',
      keys: [{ database: 0, key: 'stock', type: 'string', value: '"900"' }],
      more: 0,
    },
    { service: 'postgres', tables: [], more: 0 },
  ]);
  const kinds = events.map(({ event }) => event);
  expect(kinds.slice(-4)).toEqual(['state', 'state', 'state', 'end']);
});

test('no program sees that its server is looked at', async () => {
  const { events } = await run('redis', [
    ...setsKey,
    `const seen = new Set<string>();`,
    `for (let i = 0; i < 200; i++)`,
    `  seen.add(String(String(await redis.client('LIST')).trim().split('\\n').length));`,
    `console.log([...seen].join());`,
    `await redis.quit();`,
  ]);
  const output = events.flatMap((e) => (e.event === 'stdout' ? e.text : ''));
  expect(output.join('')).toBe('1\n');
});

const broker = [
  `import amqp from 'amqplib';`,
  `const connection = await amqp.connect(process.env.AMQP_URL!, { noDelay: true });`,
  `const channel = await connection.createConfirmChannel();`,
  `await channel.assertQueue('jobs');`,
];

test('messages are seen to arrive, to be delivered and to be gone', async () => {
  const stages = ['5 0 0', '3 2 1', '1 2 1'];
  const seen: string[] = [];
  let redis: Redis | undefined;
  const { events } = await run(
    'rabbitmq, redis',
    [
      ...broker,
      ...setsKey,
      // Until the test has seen it.
      `const seen = () => redis.blpop('seen', 0);`,
      `for (let i = 0; i < 5; i++) channel.sendToQueue('jobs', Buffer.from('!'));`,
      `await channel.waitForConfirms();`,
      `await seen();`,
      `await channel.prefetch(2);`,
      `await channel.consume('jobs', () => {});`,
      `await seen();`,
      `channel.ackAll();`,
      `await seen();`,
      `await connection.close();`,
      `await redis.quit();`,
    ],
    {
      async lease(names) {
        const lease = await services.lease(names);
        redis = new Redis(lease.addresses.REDIS_URL!);
        redis.on('error', () => {});
        return lease;
      },
    },
    (event) => {
      const [state] = statesIn([event]);
      if (state?.service !== 'rabbitmq') return;
      const [queue] = state.queues;
      const is = `${queue?.ready} ${queue?.unacked} ${queue?.consumers}`;
      if (is !== stages[seen.length]) return;
      seen.push(is);
      void redis!.rpush('seen', is);
    },
  );
  redis!.disconnect();
  expect(seen).toEqual(stages);
  expect(lastStates(events)).toContainEqual({
    service: 'rabbitmq',
    exchanges: [],
    bindings: [],
    // What was not acked is back in the queue.
    queues: [
      {
        name: 'jobs',
        type: 'classic',
        durable: true,
        exclusive: false,
        ready: 3,
        unacked: 0,
        consumers: 0,
      },
    ],
    more: 0,
  });
});

test('a state is told when it differs from the last, and at the end', async () => {
  const { events } = await run('rabbitmq', [
    ...broker,
    `for (let i = 0; i < 300; i++) await channel.checkQueue('jobs');`,
    `await connection.close();`,
  ]);
  const told = statesIn(events).map((each) => JSON.stringify(each));
  const inBetween = told.slice(0, -1);
  const repeated = inBetween.filter((each, i) => each === inBetween[i - 1]);
  expect(repeated).toEqual([]);
  expect(told.length).toBeGreaterThan(0);
});

test('no look is under way when the lease is given back, and one that fails is none', async () => {
  let under = 0;
  let atRelease: number | undefined;
  const { events } = await run(
    'rabbitmq',
    [...broker, `await connection.close();`],
    {
      async lease(names) {
        const lease = await services.lease(names);
        return {
          ...lease,
          async look() {
            under++;
            await lease.look().finally(() => under--);
            throw new Error('no state');
          },
          async release() {
            atRelease = under;
            await lease.release();
          },
        };
      },
    },
  );
  expect(atRelease).toBe(0);
  expect(statesIn(events)).toEqual([]);
});

test('a recording has the names of the lease in no state', async () => {
  const { example, ...result } = await run('redis', [
    ...setsKey,
    `const address = new URL(process.env.REDIS_URL!).host;`,
    `await redis.hset(address, { at: address });`,
    `await redis.quit();`,
  ]);
  const recording = recordingOf(example, result);
  expect(lastStates(recording.events)).toMatchObject([
    {
      keys: [{ key: 'localhost:6379', value: 'at: "localhost:6379"' }, {}],
    },
  ]);
});

test('the lab tells a page what its servers hold now', async () => {
  const examples = project('redis', ...setsKey, `await redis.quit();`);
  const lab = await openLab(services, { examples });
  const look = async (tab: string, body: unknown) => {
    const { status, text } = await send(lab.port, {
      method: 'POST',
      path: '/lab/state',
      headers: { ...ownHeaders(lab), 'x-lab-tab': tab },
      body: JSON.stringify(body),
    });
    return { status, body: JSON.parse(text) as unknown };
  };
  const example = 'redis/x';
  const none = { status: 200, body: { states: [] } };
  expect(await look('a', { example })).toEqual(none);
  await ask(lab, 'a', example).done;
  expect(await look('a', { example })).toMatchObject({
    body: { states: [{ service: 'redis', keys: [{ key: 'stock' }] }] },
  });
  // Another page has servers of its own.
  expect(await look('b', { example })).toEqual(none);
  for (const bad of [{}, { example: 7 }, { example: '../x' }, { example: [] }])
    expect((await look('a', bad)).status).toBe(409);
});

test('while a run goes on the lab does not look', async () => {
  const lab = await openLab(services, {
    examples: project(
      'redis',
      `console.log('on');`,
      `setInterval(() => {}, 99);`,
    ),
  });
  const asked = ask(lab, 'a', 'redis/x');
  await asked.until((each) => each.event === 'stdout');
  const { status, text } = await send(lab.port, {
    method: 'POST',
    path: '/lab/state',
    headers: { ...ownHeaders(lab), 'x-lab-tab': 'a' },
    body: JSON.stringify({ example: 'redis/x' }),
  });
  expect(status).toBe(409);
  expect(text).toContain('A run goes on. Look when it has ended.');
  asked.stop();
  await asked.done;
});
