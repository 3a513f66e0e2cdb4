import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openLab, ownHeaders, send } from './lab-client.ts';

const none = {
  lease: () => Promise.reject(new Error('no servers are wanted here')),
};

async function opened() {
  const lab = await openLab(none);
  const ask = async (route: string, body: object) => {
    const { status, text } = await send(lab.port, {
      method: 'POST',
      path: `/lab/${route}`,
      headers: ownHeaders(lab),
      body: JSON.stringify(body),
    });
    const told = JSON.parse(text) as Record<string, unknown>;
    return { ...told, status } as Record<string, unknown>;
  };
  return { ask, root: lab.root };
}

const lesson = 'redis/pub-sub';

test('an answer is saved, reset, and had again', async () => {
  const { ask } = await opened();
  const stub = await ask('answers', { lesson });
  expect(stub).toEqual({
    status: 200,
    source: expect.stringContaining('Begin here') as string,
    undo: false,
  });
  const saved = await ask('answers/save', { lesson, source: 'mine' });
  expect(saved).toEqual({ status: 200, version: expect.any(String) as string });
  expect(await ask('answers', { lesson })).toMatchObject({ source: 'mine' });
  expect(await ask('answers/reset', { lesson })).toMatchObject({
    source: stub.source,
    undo: true,
  });
  expect(await ask('answers/undo', { lesson })).toMatchObject({
    source: 'mine',
    undo: false,
  });
});

test('what an editor has changed meanwhile is a conflict', async () => {
  const { ask, root } = await opened();
  const { version } = await ask('answers/save', { lesson, source: 'one' });
  writeFileSync(`${root}/workbook/redis/pub-sub.ts`, 'by an editor');
  expect(
    await ask('answers/save', { lesson, source: 'two', version }),
  ).toMatchObject({
    status: 409,
    error: expect.stringContaining('changed meanwhile') as string,
  });
});

test('a lesson that is not there, and what is no text, are refused', async () => {
  const { ask } = await opened();
  expect(await ask('answers', { lesson: '../../package' })).toMatchObject({
    status: 404,
  });
  expect(await ask('answers/save', { lesson, source: 7 })).toMatchObject({
    status: 400,
  });
  expect(await ask('progress', { text: 7 })).toMatchObject({ status: 400 });
});

test('progress is merged, and told', async () => {
  const { ask } = await opened();
  const line = (word: string) => `redis/pub-sub: ${word} 2026-11-25T10:00:00Z`;
  await ask('progress', { text: line('read') });
  const { text } = await ask('progress', { text: line('solved') });
  expect(text).toContain(
    'redis/pub-sub: read 2026-11-25T10:00:00Z, solved 2026-11-25T10:00:00Z',
  );
  expect(await ask('progress', {})).toMatchObject({ text });
  expect(await ask('progress', { text: 'version 9' })).toMatchObject({
    status: 422,
    error: expect.stringContaining('newer Roundtrip') as string,
  });
});
