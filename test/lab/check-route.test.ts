import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, inject, test } from 'vitest';
import type { CheckEvent } from '../../src/course/check-result.ts';
import { loadLesson } from '../../src/course/lesson.ts';
import { projectFolder } from '../../src/course/project.ts';
import { openServices } from '../../src/services/services.ts';
import { eventsOf, openLab, ownHeaders, send } from './lab-client.ts';

const { folder } = loadLesson('redis/pub-sub');
const solution = readFileSync(
  path.join(projectFolder, folder, 'solution.ts'),
  'utf8',
);

async function lab() {
  return openLab(await openServices({ root: inject('servicesRoot') }));
}

async function check(
  { port, token }: { port: number; token: string },
  body: object,
) {
  const { status, text } = await send(port, {
    method: 'POST',
    path: '/lab/checks',
    headers: ownHeaders({ port, token }),
    body: JSON.stringify(body),
  });
  return { status, text };
}

test('a check is a stream of events, the verdict last', async () => {
  const { text } = await check(await lab(), {
    lesson: 'redis/pub-sub',
    source: solution,
  });
  const events = eventsOf(text) as CheckEvent[];
  const kinds = events.map(({ event }) => event);
  expect(kinds[0]).toBe('start');
  expect(new Set(kinds)).toEqual(
    new Set([
      ...['start', 'test', 'connection', 'wire', 'state', 'fault'],
      ...['tested', 'end', 'verdict'],
    ]),
  );
  const last = events.at(-1)!;
  expect(last.event === 'verdict' && last.result.tests.length).toBe(6);
  const names = events.flatMap((each) =>
    each.event === 'tested' ? [each.test.name] : [],
  );
  expect(names).toEqual(
    events.flatMap((each) => (each.event === 'test' ? [each.name] : [])),
  );
});

test('two checks at once are each as they are', async () => {
  const opened = await lab();
  const lesson = 'redis/pub-sub';
  const wrong = solution.replace('return redis.publish', 'await redis.publish');
  const [first, second] = await Promise.all(
    [solution, wrong].map((source) => check(opened, { lesson, source })),
  );
  const failed = (text: string) =>
    (eventsOf(text) as CheckEvent[]).flatMap((each) =>
      each.event === 'tested' && !each.test.passed ? [each.test.name] : [],
    );
  expect(failed(first!.text)).toEqual([]);
  expect(failed(second!.text)).not.toEqual([]);
});

test('a lesson that is not there, and an answer that is no text', async () => {
  const opened = await lab();
  const none = await check(opened, { lesson: '../../etc', source: '' });
  expect(none).toMatchObject({
    status: 404,
    text: expect.stringContaining('no lesson of that name') as string,
  });
  expect(
    (await check(opened, { lesson: 'redis/pub-sub', source: 7 })).status,
  ).toBe(400);
});

test('services that do not run are told', async () => {
  const opened = await openLab(
    await openServices({ root: path.join(projectFolder, '.cache/test/none') }),
  );
  const { text } = await check(opened, {
    lesson: 'redis/pub-sub',
    source: solution,
  });
  expect(text).toMatch(/redis/i);
  expect(text).toMatch(/npm run services|npm start/);
});
