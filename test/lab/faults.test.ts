import { beforeAll, expect, inject, test } from 'vitest';
import type { RunEvent } from '../../src/course/event.ts';
import { loadExample } from '../../src/course/example.ts';
import { lanesOf } from '../../src/course/lanes.ts';
import { loadRecording } from '../../src/course/recording.ts';
import { Faults } from '../../src/lab/faults.ts';
import type { Provider } from '../../src/services/service.ts';
import { openServices } from '../../src/services/services.ts';
import type { Tap } from '../../src/wire/tap.ts';
import { ask } from './ask.ts';
import { openLab, ownHeaders, send } from './lab-client.ts';

let services: Provider;

beforeAll(async () => {
  services = await openServices({ root: inject('servicesRoot') });
});

/** A program that says what its Redis answers, until it has said `enough`. */
const asks = `/**
 * @title Asks again and again
 * @uses redis
 */
import { Redis } from 'ioredis';

const redis = new Redis(process.env.REDIS_URL!, {
  retryStrategy: () => 10,
  maxRetriesPerRequest: null,
});
redis.on('error', ({ code }) => console.log('error', code));
redis.on('close', () => console.log('closed'));
redis.on('ready', async () => {
  console.log('ready, stock', await redis.get('stock'));
});
await redis.set('stock', 900);
console.log('set');
while ((await redis.get('enough')) === null) {
  await new Promise((resolve) => setTimeout(resolve, 5));
}
await redis.quit();
`;
/** Says when a command has had no answer, and when one has come again. */
const waits = `/**
 * @title Waits for an answer
 * @uses redis
 */
import { Redis } from 'ioredis';

const redis = new Redis(process.env.REDIS_URL!, { commandTimeout: 500 });
redis.on('error', () => {});
await redis.ping();
console.log('ready');
let answered = true;
while (answered) answered = await redis.ping().then(Boolean, () => false);
console.log('no answer');
while (!answered) answered = await redis.ping().then(Boolean, () => false);
console.log('answered');
redis.disconnect();
`;
const endless = `/**
 * @title Never ends
 * @uses redis
 */
console.log('up');
setInterval(() => {}, 1000);
`;
const examples = {
  'examples/redis/asks.ts': asks,
  'examples/redis/waits.ts': waits,
  'examples/redis/endless.ts': endless,
};

type OpenLab = Awaited<ReturnType<typeof openLab>>;

/** Asks for a fault as the page of a tab does. */
async function bring(
  lab: OpenLab,
  tab: string,
  example: string,
  fault: object,
) {
  const { status, text } = await send(lab.port, {
    method: 'POST',
    path: '/lab/faults',
    headers: { ...ownHeaders(lab), 'x-lab-tab': tab },
    body: JSON.stringify({ example, fault }),
  });
  return { status, said: JSON.parse(text) as { error?: string } };
}

const says = (line: string) => (event: RunEvent) =>
  event.event === 'stdout' && event.text.split('\n').includes(line);
const is = (fault: string) => (event: RunEvent) =>
  event.event === 'fault' && event.fault === fault;

test('connections are cut at the line that was named, and the run tells of it', async () => {
  const lab = await openLab(services);
  const when = { pane: 'subscriber', line: 'listening' };
  const run = ask(lab, 'a', 'redis/pub-sub', [
    { fault: 'cut', pane: 'subscriber', when },
  ]);
  await run.until(is('cut'));
  await run.until(
    (event) =>
      event.event === 'connection' &&
      event.state === 'closed' &&
      event.pane === 'subscriber' &&
      event.by === 'fault',
  );
  run.stop();
  const cut = run.events.findIndex(is('cut'));
  expect(run.events.findIndex(says(when.line))).toBeLessThan(cut);
  expect(run.events[cut]).toEqual({
    t: expect.any(Number) as number,
    event: 'fault',
    fault: 'cut',
    pane: 'subscriber',
  });
});

test('a delay makes each way take so long', async () => {
  const lab = await openLab(services);
  const run = ask(lab, 'a', 'redis/pub-sub-gap', [
    { fault: 'delay', milliseconds: 30 },
  ]);
  await run.done;
  const trips = run.events.flatMap((event) =>
    event.event === 'wire' && event.trip !== undefined && !event.setup
      ? event
      : [],
  );
  expect(trips.length).toBeGreaterThan(2);
  for (const { pane, connection, trip, from, t } of trips) {
    if (from === 'server') continue;
    const reply = trips.find(
      (each) =>
        each.from === 'server' &&
        each.pane === pane &&
        each.connection === connection &&
        each.trip === trip,
    );
    // The tap sees a request when it goes out, and its reply a way later.
    if (reply) expect(reply.t - t).toBeGreaterThanOrEqual(29);
  }
});

test('a program is killed at the line that was named', async () => {
  const lab = await openLab(services, { examples });
  const when = { pane: 'endless', line: 'up' };
  const run = ask(lab, 'a', 'redis/endless', [
    { fault: 'kill', pane: 'endless', when },
  ]);
  await run.done;
  expect(run.events).toContainEqual(
    expect.objectContaining({
      event: 'end',
      pane: 'endless',
      signal: 'SIGKILL',
    }),
  );
  expect(run.events.some(is('kill'))).toBe(true);
});

test('a program is killed before its ack leaves, and the broker has the job', async () => {
  const lab = await openLab(services);
  const ack = 'basic.ack tag=1 multiple=false';
  const run = ask(lab, 'a', 'rabbitmq/acknowledgements', [
    { fault: 'kill', pane: 'worker-b', when: { pane: 'worker-b', sends: ack } },
  ]);
  await run.done;
  const wire = run.events.flatMap((event) =>
    event.event === 'wire' ? event : [],
  );
  expect(wire.filter(({ lost }) => lost)[0]).toMatchObject({
    pane: 'worker-b',
    text: ack,
  });
  expect(run.events).toContainEqual(
    expect.objectContaining({ pane: 'worker-b', signal: 'SIGKILL' }),
  );
  expect(run.events.at(-1)).toMatchObject({
    outcome: 'finished',
    left: [{ service: 'rabbitmq', what: 'queue', names: ['invoices'] }],
  });
  // Taps that look first see the same round trips as those that do not.
  const recorded = lanesOf(
    loadRecording(loadExample('rabbitmq/acknowledgements')).events,
  );
  const trips = (lanes: ReturnType<typeof lanesOf>, pane: string) =>
    lanes.find((lane) => lane.pane === pane)?.roundTrips;
  for (const pane of ['producer', 'worker-a']) {
    expect(trips(lanesOf(run.events), pane)).toBe(trips(recorded, pane));
  }
});

test('a paused server answers nothing until it is resumed', async () => {
  const lab = await openLab(services, { examples });
  const run = ask(lab, 'a', 'redis/waits', [
    {
      fault: 'pause',
      service: 'redis',
      when: { pane: 'waits', line: 'ready' },
    },
  ]);
  await run.until(says('no answer'));
  const fault = { fault: 'resume', service: 'redis' };
  expect((await bring(lab, 'a', 'redis/waits', fault)).status).toBe(200);
  await run.until(says('answered'));
  const at = (is: (event: RunEvent) => boolean) => run.events.findIndex(is);
  expect(at(is('pause'))).toBeLessThan(at(says('no answer')));
  expect(at(is('resume'))).toBeLessThan(at(says('answered')));
});

test('a restarted Redis refuses, comes back, and has kept its keys', async () => {
  const lab = await openLab(services, { examples });
  const run = ask(lab, 'a', 'redis/asks');
  await run.until(says('set'));
  const fault = { fault: 'restart', service: 'redis' };
  expect(await bring(lab, 'a', 'redis/asks', fault)).toEqual({
    status: 200,
    said: {},
  });
  await run.until(says('closed'));
  // It kept its keys: they were written on its way out.
  const closed = run.events.findIndex(says('closed'));
  const again = says('ready, stock 900');
  await run.until(
    (event) => again(event) && run.events.indexOf(event) > closed,
  );
});

test('the end of a run waits for a restart that began in it', async () => {
  const tap = { refuse() {}, accept: async () => {} } as unknown as Tap;
  let restarted = () => {};
  const restarting = new Promise<void>((resolve) => (restarted = resolve));
  const faults = new Faults({
    panes: ['x'],
    taps: [{ pane: 'x', service: 'redis', tap }],
    lease: { restart: () => restarting },
    kill: () => false,
    clock: () => 0,
    on: () => {},
  });
  const order: string[] = [];
  const fault = { fault: 'restart', service: 'redis' } as const;
  const brought = faults.bring(fault).then(() => order.push('brought'));
  // A second one joins it.
  await faults.bring(fault);
  const ended = faults.end().then(() => order.push('ended'));
  restarted();
  await Promise.all([brought, ended]);
  expect(order).toEqual(['brought', 'ended']);
  await expect(faults.bring(fault)).rejects.toThrow('That run is over.');
});

test('a fault that cannot be is refused in a sentence', async () => {
  const lab = await openLab(services, { examples });
  const nothing = await bring(lab, 'a', 'redis/asks', { fault: 'cut' });
  expect(nothing).toEqual({
    status: 409,
    said: { error: 'Nothing runs here now. Press Run, then break it.' },
  });
  const run = ask(lab, 'a', 'redis/endless');
  await run.until(says('up'));
  const refused = async (fault: object) => {
    const { status, said } = await bring(lab, 'a', 'redis/endless', fault);
    expect(status).toBe(400);
    return said.error;
  };
  expect(await refused({ fault: 'kill', pane: 'other' })).toBe(
    'This run has no pane "other". Its panes are endless.',
  );
  expect(await refused({ fault: 'pause', service: 'postgres' })).toBe(
    'This run does not use postgres. It uses redis.',
  );
  for (const fault of [
    { fault: 'flood' },
    { fault: 'delay', milliseconds: 1e9 },
    { fault: 'delay', milliseconds: '5' },
    { fault: 'cut', pane: 'endless', line: 7 },
    { fault: '__proto__' },
    'cut',
    null,
  ]) {
    expect(await refused(fault as object)).toMatch(/^A fault is one of cut/);
  }
  // Another tab has no hand in this run.
  const other = await bring(lab, 'b', 'redis/endless', { fault: 'cut' });
  expect(other.status).toBe(409);
});

test('a run whose faults make no sense does not begin', async () => {
  const lab = await openLab(services, { examples });
  for (const [faults, error] of [
    ['cut', /list of at most/],
    [Array.from({ length: 21 }, () => ({ fault: 'cut' })), /at most 20/],
    [[{ fault: 'kill', pane: 'nobody' }], /no pane "nobody"/],
  ] as const) {
    const { text } = await send(lab.port, {
      method: 'POST',
      path: '/lab/runs',
      headers: ownHeaders(lab),
      body: JSON.stringify({ example: 'redis/endless', faults }),
    });
    expect(text.replaceAll('\\"', '"')).toMatch(error);
  }
});
