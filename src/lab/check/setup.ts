import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeEach, expect } from 'vitest';
import type { ServerState } from '../../course/server-state.ts';
import { noteLines } from './answer-lines.ts';
import { ask, programNews, tell } from './lab-channel.ts';
import type { Job } from './job.ts';
import { leftOpen } from './left-open.ts';
import { closeCheckServers, openCheckServers, PANE } from './servers.ts';

/** Milliseconds in which a connection that was closed is seen to be. */
const CLOSES_WITHIN = 300;

// In the process of a check, before the check and the answer are imported and
// make their clients.
const { answer, addresses, trialFolder } = JSON.parse(
  process.env.ROUNDTRIP_JOB!,
) as Pick<Job, 'answer' | 'addresses' | 'trialFolder'>;
delete process.env.ROUNDTRIP_JOB;
// Whoever needs it has it by now; an answer has nothing to say there.
delete process.send;

const { clock, events, wire } = await openCheckServers(
  {
    addresses,
    look: () => ask({ ask: 'look' }) as Promise<ServerState[]>,
    restart: async (service) => void (await ask({ ask: 'restart', service })),
    start: async (program, on) => {
      const started = await ask({
        ask: 'start',
        ...program,
        addresses: tapped(),
      });
      const number = started as number;
      programNews.on('news', (news) => news.program === number && on(news));
      return () => void ask({ ask: 'kill', program: number });
    },
    memcachedSettings: (args) =>
      ask({ ask: 'settings', args }) as Promise<Record<string, string>>,
    ...(trialFolder && {
      redisTrial: {
        folder: trialFolder,
        settings: (conf) =>
          ask({ ask: 'redis settings', conf }) as Promise<
            Record<string, string>
          >,
      },
    }),
    release: async () => {},
  },
  (event) => tell({ event }),
);

noteLines(answer, (text) => wire.notes(PANE, text));

/** The addresses that the answer sees. */
function tapped() {
  return Object.fromEntries(
    Object.keys(addresses).map((name) => [name, process.env[name]]),
  );
}

// A promise that nobody awaits fails no test by itself.
const unhandled: unknown[] = [];
process.on('unhandledRejection', (reason) => unhandled.push(reason));

beforeEach(({ task: { name, suite } }) => {
  tell({ event: { t: clock(), event: 'test', name, task: suite?.name ?? '' } });
});
afterAll(async () => {
  // What was closed at the end of the last test may still be on its way.
  for (let ms = 0; ms < CLOSES_WITHIN && leftOpen(events).length > 0; ms += 20)
    await sleep(20);
  for (const note of leftOpen(events)) tell({ note });
  await closeCheckServers();
  const [first] = unhandled;
  if (first === undefined) return;
  const said = first instanceof Error ? first : new Error(String(first));
  // Its stack leads to the line.
  said.message = `A promise of your answer was rejected and nobody awaited it: ${said.message}. In a program of its own this would end the process. Await it, or handle its rejection.`;
  throw said;
});

const stub = expect
  .getState()
  .testPath!.replace('check.test.ts', 'exercise.ts');
const expected = Object.entries((await import(stub)) as object);
const found = (await import(answer)) as Record<string, unknown>;
const wrong = expected.flatMap(([name, value]) => {
  if (!(name in found))
    return [
      `exports no "${name}"; exercise.ts does. Export it under that name`,
    ];
  return typeof found[name] === typeof value
    ? []
    : [
        `exports "${name}" as ${article(typeof found[name])}; exercise.ts has ${article(typeof value)}`,
      ];
});
if (wrong.length > 0) {
  await closeCheckServers();
  throw new Error(`Your answer ${wrong.join(', and ')}.`);
}

function article(type: string) {
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}
