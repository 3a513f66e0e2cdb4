import { createServer, type AddressInfo, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { ConsoleEvent } from '../../../src/course/console-event.ts';
import type { Bench } from '../../../src/lab/bench.ts';
import { LANGUAGES } from '../../../src/lab/console/languages.ts';
import { Session } from '../../../src/lab/console/session.ts';
import type { Talk, TalkOptions } from '../../../src/lab/console/talk.ts';
import type { Service } from '../../../src/services/service.ts';

/** A server that takes connections and says nothing, as one that is stopped. */
async function silent() {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.resume();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => void server.close());
  return { sockets, port: (server.address() as AddressInfo).port };
}

function session(service: Service, port = 1) {
  const at = `127.0.0.1:${port}`;
  const lease = {
    id: 'course_1',
    versions: {},
    addresses: {
      MEMCACHE_SERVERS: at,
      REDIS_URL: `redis://${at}`,
      AMQP_URL: `amqp://u:p@${at}/v`,
      DATABASE_URL: `postgres://u:p@${at}/d`,
    },
  };
  const bench = { lease: async () => lease, attached: { add: () => () => {} } };
  const events: ConsoleEvent[] = [];
  const made = new Session(bench as unknown as Bench, service, (event) =>
    events.push(event),
  );
  return { made, events };
}

const SILENT: Service[] = ['redis', 'rabbitmq', 'postgres'];

test.concurrent.each(SILENT)(
  'a silent server is said after some seconds: %s',
  async (service) => {
    const { port, sockets } = await silent();
    const { made, events } = session(service, port);
    await made.start();
    expect(events.at(-2)).toMatchObject({
      event: 'note',
      text: expect.stringMatching(/cannot be reached \(ETIMEDOUT\)/) as string,
    });
    expect(events.at(-1)).toMatchObject({ prompt: 'not connected> ' });
    await expect.poll(() => sockets.size).toBe(0);
    made.close();
  },
  15_000,
);

test.each(SILENT)(
  'a console that is closed gives up connecting: %s',
  async (service) => {
    const { port, sockets } = await silent();
    const { made } = session(service, port);
    const started = made.start();
    await expect.poll(() => sockets.size).toBe(1);
    const at = performance.now();
    made.close();
    await started;
    // It would wait five seconds for the server.
    expect(performance.now() - at).toBeLessThan(4000);
    await expect.poll(() => sockets.size).toBe(0);
  },
);

test('a talk does not keep the one before it', async () => {
  const given: TalkOptions[] = [];
  const real = LANGUAGES.memcached;
  onTestFinished(() => void (LANGUAGES.memcached = real));
  const before: (Talk | undefined)[] = [];
  LANGUAGES.memcached = {
    anywhere: false,
    async open(options) {
      given.push(options);
      before.push(options.before);
      return {
        prompt: '',
        streaming: false,
        say: async () => {},
        stop: async () => {},
        commands: async () => [],
        close: () => {},
      };
    },
  };
  const { made } = session('memcached');
  await made.start();
  given[0]!.closed();
  made.line('x');
  await expect.poll(() => given.length).toBe(2);
  await expect.poll(() => given[1]!.before).toBeUndefined();
  expect(before[1]).toBeDefined();
  made.close();
});
