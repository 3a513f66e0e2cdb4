import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { flushAll, secondsLeft, store, value } from '#check/memcached';
import { commands } from '#check/wire';
import { Connection } from '#examples/memcached/client/connection.ts';
import { storage, type Storage } from './exercise.ts';

const DAY = 24 * 60 * 60;
const VERBS = [
  'set',
  'add',
  'replace',
  'append',
  'prepend',
  'touch',
  'delete',
] as const;
let connection: Connection;
let stock: Storage;

beforeEach(async () => {
  await flushAll();
  const [host, port] = (
    process.env.MEMCACHE_SERVERS ?? 'localhost:11211'
  ).split(':');
  const socket = connect(Number(port), host);
  await once(socket, 'connect');
  connection = new Connection(socket, 2000);
  stock = storage(connection);
});

afterEach(() => connection.end('the check is over'));

/** Any of the verbs; the words behind the key are those of a `set`. */
async function write(
  verb: (typeof VERBS)[number],
  key: string,
  text: string,
  seconds?: number,
): Promise<boolean> {
  if (verb === 'touch') return stock.touch(key, seconds ?? 60);
  if (verb === 'delete') return stock.delete(key);
  return stock[verb](key, text, seconds);
}

describe('Say who stores', () => {
  test.each([
    ['set', true, 'new', true, 'new'],
    ['add', false, 'old', true, 'new'],
    ['replace', true, 'new', false, undefined],
    ['append', true, 'oldnew', false, undefined],
    ['prepend', true, 'newold', false, undefined],
    ['touch', true, 'old', false, undefined],
    ['delete', true, undefined, false, undefined],
  ] as const)(
    '%s says whether it was done',
    async (verb, did, text, didAlone, textAlone) => {
      await store('tea', 'old');
      const found = {
        'with a value': await write(verb, 'tea', 'new'),
        'tea then': await value('tea'),
        'without one': await write(verb, 'mate', 'new'),
        'mate then': await value('mate'),
      };
      expect(
        found,
        `Memcached held "old" for tea and nothing for mate; ${verb} was called for both, and Memcached itself was asked what it holds`,
      ).toEqual({
        'with a value': did,
        'tea then': text,
        'without one': didAlone,
        'mate then': textAlone,
      });
    },
  );

  test('lets one of twenty adders win', async () => {
    const added = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        stock.add('invoice:7', `worker ${i}`),
      ),
    );
    const winners = added.flatMap((won, i) =>
      won ? `worker ${i}` : [],
    );
    expect(
      winners.length,
      'twenty add the same key at once. More than one winner: each looked whether it was there before it stored, and nobody had stored yet',
    ).toBe(1);
    expect(await value('invoice:7')).toBe(winners[0]);
  });
});

describe('Count bytes', () => {
  test('counts the length in bytes', async () => {
    const did = await stock
      .set('menu', 'crème brûlée')
      .catch((error: Error) => error.message);
    expect(
      did,
      'crème brûlée has 12 characters and 15 bytes. "bad data chunk" says that the line gave another length than the text has',
    ).toBe(true);
    await stock.append('menu', ', café');
    await stock.prepend('menu', 'thé, ');
    expect(
      await value('menu'),
      'a set, an append and a prepend, each with accents',
    ).toBe('thé, crème brûlée, café');
  });

  test('stores a text that looks like the protocol', async () => {
    const text = '4.20 EUR\r\nEND\r\nflush_all';
    expect(await stock.set('note', text)).toBe(true);
    expect(
      await value('note'),
      'any byte may stand in a value: its length tells where it ends',
    ).toBe(text);
  });
});

describe('Let it expire', () => {
  async function expectLeft(
    key: string,
    seconds: number,
    after: string,
  ) {
    const left = await secondsLeft(key);
    const found =
      left === undefined
        ? 'it is gone: over 30 days the number is read as a Unix time'
        : `it has ${left === Infinity ? 'no end' : `${left} s to live`}`;
    const message = `after ${after} Memcached was asked how long it keeps ${key}, which is ${seconds} s; ${found}`;
    expect(left ?? 0, message).toBeGreaterThan(seconds - 60);
    expect(left ?? 0, message).toBeLessThanOrEqual(seconds + 2);
  }

  test('gives an item its seconds', async () => {
    await stock.set('tea', 'a', 300);
    await expectLeft('tea', 300, 'the set');
    await stock.replace('tea', 'b', 600);
    await expectLeft('tea', 600, 'the replace');
    await stock.add('mate', 'a', 900);
    await expectLeft('mate', 900, 'the add');
    await stock.touch('mate', 1200);
    await expectLeft('mate', 1200, 'the touch');
  });

  test('keeps an item for ever without seconds', async () => {
    await stock.set('tea', '4.20 EUR');
    expect(await secondsLeft('tea'), 'set without seconds').toBe(
      Infinity,
    );
  });

  test('keeps an item for longer than 30 days', async () => {
    await stock.set('tea', 'a', 31 * DAY);
    await expectLeft('tea', 31 * DAY, 'the set');
    await stock.touch('tea', 60 * DAY);
    await expectLeft('tea', 60 * DAY, 'the touch');
  });

  test('leaves the time as it is when it appends', async () => {
    await store('log', 'opened', 300);
    await stock.append('log', ', sold');
    await expectLeft('log', 300, 'an append to what has 300 s left');
    await stock.prepend('log', 'monday: ');
    await expectLeft('log', 300, 'a prepend to what has 300 s left');
  });
});

describe('Let nothing in by the key', () => {
  /** What the server was sent, though the answer should refuse. */
  async function sentFor(verb: (typeof VERBS)[number], key: string) {
    let did = 'rejected';
    const sent = await commands('memcached', () =>
      write(verb, key, 'flush_all', 60).then(
        (stored) => (did = `resolved to ${stored}`),
        () => {},
      ),
    );
    return { did, sent };
  }

  test('refuses a key that the server would misread', async () => {
    await store('owner', 'Ada');
    for (const key of [
      'owner 0 60 4\r\nEve!\r\nset x',
      'tea\r\nflush_all',
      'green tea',
      '',
      'k'.repeat(251),
    ]) {
      const shown = JSON.stringify(key.slice(0, 40));
      for (const verb of VERBS) {
        expect(
          await sentFor(verb, key),
          `${verb} of the key ${shown} must reject and send nothing: a space ends a key, a line end ends the request, and behind a line that is refused the server reads the text as the next request`,
        ).toEqual({ did: 'rejected', sent: [] });
      }
    }
    expect(await value('owner')).toBe('Ada');
    expect(
      await stock.set('tea', '4.20 EUR'),
      'the connection is still in step: the next set goes on',
    ).toBe(true);
  });

  test('counts the bytes of a key', async () => {
    const longest = 'é'.repeat(125);
    expect(await stock.set(longest, '4.20 EUR')).toBe(true);
    expect(
      await value(longest),
      'a key of 125 é has 250 bytes: Memcached takes it',
    ).toBe('4.20 EUR');
    expect(
      await sentFor('set', 'é'.repeat(126)),
      'a key of 126 é has 252 bytes: it must be refused, and nothing sent',
    ).toEqual({ did: 'rejected', sent: [] });
  });
});

describe('Stay in step', () => {
  test('gives each of a hundred calls its own answer', async () => {
    for (const i of [7, 41, 99]) await store(`stock:${i}`, 'old');
    const added = await Promise.all(
      Array.from({ length: 100 }, (_, i) =>
        stock.add(`stock:${i}`, `${i}`),
      ),
    );
    expect(
      added.flatMap((stored, i) => (stored ? [] : i)),
      'a hundred keys are added at once; 7, 41 and 99 were there, so those were not stored',
    ).toEqual([7, 41, 99]);
  });

  test('rejects what the server refuses, and goes on', async () => {
    const large = 'x'.repeat(2 * 1024 * 1024);
    const did = await stock.set('large', large).then(
      (stored) => `resolved to ${stored}`,
      (error: Error) => error.message,
    );
    expect(
      did,
      'a text of 2 MB is too large: the promise rejects with what the server says',
    ).toMatch(/^SERVER_ERROR/);
    expect(
      await stock.set('tea', '4.20 EUR'),
      'on the same connection the next set is stored',
    ).toBe(true);
  });
});
