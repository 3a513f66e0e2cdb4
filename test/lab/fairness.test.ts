import { beforeAll, expect, inject, test } from 'vitest';
import type { RunEvent } from '../../src/course/event.ts';
import type { Provider } from '../../src/services/service.ts';
import { openServices } from '../../src/services/services.ts';
import { ask } from './ask.ts';
import { openLab } from './lab-client.ts';

let services: Provider;

beforeAll(async () => {
  services = await openServices({ root: inject('servicesRoot') });
});

const examples = {
  'examples/redis/quick.ts': '/**\n * @title T\n */\nconsole.log("done");\n',
  'examples/redis/endless.ts':
    '/**\n * @title T\n */\nconsole.log("up");\nsetInterval(() => {}, 1000);\n',
};

const wrote = ({ event }: RunEvent) => event === 'stdout';
const waits = (ahead: number) => (event: RunEvent) =>
  event.event === 'waiting' && event.ahead === ahead;

/** Takes all the places of a lab, by runs that go on. */
async function fill(lab: Parameters<typeof ask>[0]) {
  const running = Array.from({ length: 4 }, () =>
    ask(lab, 'other', 'redis/endless'),
  );
  await Promise.all(running.map(({ until }) => until(wrote)));
  return running;
}

test('thirty runs at once from one tab: each is told its place, none starves', async () => {
  const lab = await openLab(services, { examples });
  const runs = Array.from({ length: 30 }, () => ask(lab, 'a', 'redis/quick'));
  await Promise.all(runs.map(({ done }) => done));
  for (const { events } of runs) {
    expect(events.at(-1)).toMatchObject({ event: 'end', outcome: 'finished' });
    const places = events.flatMap((each) =>
      each.event === 'waiting' ? each.ahead : [],
    );
    expect(places).toEqual([...places].sort((a, b) => b - a));
    expect(events.findIndex(({ event }) => event === 'start')).toBe(
      places.length,
    );
  }
  const waited = runs.filter(({ events }) => events[0]!.event === 'waiting');
  expect(waited.length).toBeGreaterThan(0);
});

test('a second tab does not wait for all that the first one asked for', async () => {
  const lab = await openLab(services, { examples });
  const running = await fill(lab);
  const ended: string[] = [];
  const first = Array.from({ length: 20 }, () => ask(lab, 'a', 'redis/quick'));
  for (const run of first) void run.done.then(() => ended.push('a'));
  await Promise.race(first.map(({ until }) => until(waits(19))));
  const second = ask(lab, 'b', 'redis/quick');
  void second.done.then(() => ended.push('b'));
  await second.until(waits(1));
  for (const run of running) run.stop();
  await Promise.all([...first, second].map(({ done }) => done));
  expect(ended.indexOf('b')).toBeLessThan(10);
});

test('a run that is stopped while it waits frees its place', async () => {
  const lab = await openLab(services, { examples });
  const running = await fill(lab);
  const left = ask(lab, 'a', 'redis/quick');
  await left.until(waits(0));
  const next = ask(lab, 'a', 'redis/quick');
  await next.until(waits(1));
  left.stop();
  await next.until(waits(0));
  running[0]!.stop();
  await next.done;
  expect(next.events.at(-1)).toMatchObject({ outcome: 'finished' });
});
