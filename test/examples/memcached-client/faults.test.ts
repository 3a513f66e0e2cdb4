import { describe, expect, onTestFinished, test } from 'vitest';
import {
  openClient,
  type Client,
} from '../../../examples/memcached/client/client.ts';
import type { ClientOptions } from '../../../examples/memcached/client/pool.ts';
import {
  badServer,
  noneOpen,
  outcomes,
  type Asked,
  type BadServer,
} from './bad-servers.ts';

/** Short, where the clock is what is tested. */
const SHORT = 150;

function clientOf(server: BadServer, options: ClientOptions = {}): Client {
  const client = openClient([server.address], { deadRetry: 0, ...options });
  onTestFinished(() => client.disconnectAll());
  return client;
}

/** What is said to the first `get bad`; the next one is answered well. */
function first(line: string, answer: (asked: Asked) => string | undefined) {
  let done = false;
  return (asked: Asked) => {
    if (done || asked.line !== line) return undefined;
    done = true;
    return answer(asked);
  };
}

const hangUp = ({ socket }: Asked) => {
  socket.end();
  return '';
};

describe('a server that hangs up', () => {
  test('fails the calls in flight, and no others', async () => {
    const server = await badServer({ answer: first('get bad', hangUp) });
    const client = clientOf(server);
    await client.set('tea', 'hot');
    const calls = ['tea', 'bad', 'tea', 'bad'].map((key) => client.get(key));
    expect(await outcomes(calls)).toEqual([
      'hot',
      'ConnectionLost',
      'ConnectionLost',
      'ConnectionLost',
    ]);
    expect(await client.get('tea')).toBe('hot');
    expect(server.opened()).toBe(2);
    await client.disconnectAll();
    await noneOpen(server);
  });

  test('by a reset is one that has hung up', async () => {
    const reset = ({ socket }: Asked) => {
      socket.resetAndDestroy();
      return '';
    };
    const server = await badServer({ answer: first('get bad', reset) });
    const client = clientOf(server);
    await client.set('tea', 'hot');
    expect(await outcomes([client.get('bad')])).toEqual(['ConnectionLost']);
    expect(await client.get('tea')).toBe('hot');
    expect(server.opened()).toBe(2);
  });

  test.each([
    ['in a line', 'VALUE bad 16 '],
    ['in a value', 'VALUE bad 16 10\r\nhalf'],
    ['before the end of a value', 'VALUE bad 16 4\r\nhalf'],
    ['before END', 'VALUE bad 16 4\r\nhalf\r\n'],
  ])('%s gives nobody half a reply', async (_, half) => {
    const answer = first('get bad', ({ socket }) => {
      socket.end(half);
      return '';
    });
    const server = await badServer({ answer });
    const client = clientOf(server);
    const calls = [client.get('bad'), client.get('tea')];
    expect(await outcomes(calls)).toEqual(['ConnectionLost', 'ConnectionLost']);
    expect(await outcomes([client.get('bad')])).toEqual([undefined]);
  });

  test('at once is dead: it has no calls', async () => {
    const server = await badServer({ accept: (socket) => socket.destroy() });
    const client = clientOf(server, { deadRetry: 60_000 });
    const calls = [client.get('tea'), client.set('tea', 'hot')];
    expect(await outcomes(calls)).toEqual(['NoServer', 'NoServer']);
    expect([server.opened(), server.asked]).toEqual([1, []]);
    await noneOpen(server);
  });

  test('behind its version fails the calls that were sent, not a later one', async () => {
    const server = await badServer({
      answer: ({ line, good, socket, number }) => {
        if (line !== 'version' || number > 1) return undefined;
        socket.end(good);
        return '';
      },
    });
    const client = clientOf(server);
    const calls = [client.get('tea'), client.set('tea', 'hot')];
    expect(await outcomes(calls)).toEqual(['ConnectionLost', 'ConnectionLost']);
    expect(await outcomes([client.set('tea', 'hot')])).toEqual([true]);
    expect(server.opened()).toBe(2);
  });

  test('between two calls costs no call', async () => {
    const hung: Asked[] = [];
    const server = await badServer({
      answer: (asked) => void hung.push(asked),
    });
    const client = clientOf(server);
    await client.set('tea', 'hot');
    const { socket } = hung.at(-1)!;
    socket.end();
    await noneOpen(server);
    expect(await client.get('tea')).toBe('hot');
    expect(server.opened()).toBe(2);
  });
});

describe('a server that is late', () => {
  test('fails the calls in flight by TimedOut, and gives nobody its late reply', async () => {
    let late: Asked | undefined;
    const answer = (asked: Asked) => {
      if (asked.line === 'get bad') late ??= asked;
      return asked.socket === late?.socket ? '' : undefined;
    };
    const server = await badServer({ answer });
    const client = clientOf(server, { timeout: SHORT });
    const calls = [client.get('bad'), client.get('bad')];
    expect(await outcomes(calls)).toEqual(['TimedOut', 'TimedOut']);

    const next = client.get('tea');
    late!.socket.write('VALUE bad 16 4\r\nlate\r\nEND\r\n');
    expect(await next).toBe(undefined);
    expect(server.opened()).toBe(2);
    await client.disconnectAll();
    await noneOpen(server);
  });

  test('is dead until deadRetry has passed, and is told of once', async () => {
    const server = await badServer({ answer: first('get bad', () => '') });
    const log: string[] = [];
    const client = clientOf(server, {
      timeout: SHORT,
      deadRetry: 60_000,
      log: (line) => log.push(line),
    });
    expect(await outcomes([client.get('bad')])).toEqual(['TimedOut']);
    expect(await outcomes([client.get('tea')])).toEqual(['NoServer']);
    expect(log).toEqual([expect.stringMatching(/is dead for 60000 ms: .*150/)]);
    client.forgetDeadServers();
    expect(await client.get('tea')).toBe(undefined);
  });

  test('with its version is dead, and is told of once', async () => {
    const server = await badServer({ answer: () => '' });
    const log: string[] = [];
    const client = clientOf(server, {
      timeout: SHORT,
      deadRetry: 60_000,
      log: (line) => log.push(line),
    });
    const calls = [client.get('tea'), client.set('tea', 'hot')];
    expect(await outcomes(calls)).toEqual(['NoServer', 'NoServer']);
    expect(server.opened()).toBe(1);
    expect(log).toHaveLength(1);
    await noneOpen(server);
  });
});

describe('a server that says what nobody asked', () => {
  test.each([
    ['get', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
    ['get', 'STORED\r\n'],
    ['get', '1\r\n'],
    ['get', 'VALUE bad 16 1\r\nab\r\nEND\r\n'],
    ['set', 'END\r\n'],
    ['set', 'OK\r\n'],
    ['set', 'VALUE bad 16 2\r\nab\r\nEND\r\n'],
    ['incr', 'STORED\r\n'],
    ['incr', 'OK\r\n'],
    ['delete', 'TOUCHED\r\n'],
    ['touch', 'DELETED\r\n'],
  ] as const)('as to %s %j fails the calls in flight', async (verb, said) => {
    let done = false;
    const answer = ({ line }: Asked) => {
      if (done || !line.startsWith(`${verb} bad`)) return undefined;
      done = true;
      return said;
    };
    const server = await badServer({ answer });
    const client = clientOf(server);
    await client.set('tea', 'hot');
    const call = {
      get: () => client.get('bad'),
      set: () => client.set('bad', 1),
      incr: () => client.incr('bad'),
      delete: () => client.delete('bad'),
      touch: () => client.touch('bad', 9),
    }[verb];
    const calls = [client.get('tea'), call(), client.get('tea')];
    expect(await outcomes(calls)).toEqual([
      'hot',
      'ConnectionLost',
      'ConnectionLost',
    ]);
    expect(await client.get('tea')).toBe('hot');
    expect(server.opened()).toBe(2);
    await client.disconnectAll();
    await noneOpen(server);
  });

  test('behind its reply is not believed: the next call has a new connection', async () => {
    const server = await badServer({
      answer: first('set bad 16 0 1', ({ good }) => `${good}STORED\r\n`),
    });
    const client = clientOf(server);
    expect(await client.set('bad', 'x')).toBe(true);
    await noneOpen(server);
    expect(await client.add('bad', 'y')).toBe(false);
    expect(server.opened()).toBe(2);
  });

  test('while nothing is asked is not believed', async () => {
    let said: Asked | undefined;
    const server = await badServer({
      answer: (asked) => {
        said = asked;
        return undefined;
      },
    });
    const client = clientOf(server);
    await client.set('tea', 'hot');
    said!.socket.write('END\r\n');
    await noneOpen(server);
    expect(await client.get('tea')).toBe('hot');
  });

  test('an error where a reply was due is that call’s alone', async () => {
    const server = await badServer({
      answer: first('get bad', () => 'SERVER_ERROR out of memory\r\n'),
    });
    const client = clientOf(server);
    await client.set('tea', 'hot');
    const calls = ['tea', 'bad', 'tea'].map((key) => client.get(key));
    expect(await outcomes(calls)).toEqual(['hot', 'Refused', 'hot']);
    expect(server.opened()).toBe(1);
  });
});

test('a reply byte by byte is a reply', async () => {
  const server = await badServer({
    answer: ({ good, socket }) => {
      for (const byte of good) socket.write(byte, 'latin1');
      return '';
    },
  });
  const client = clientOf(server);
  await client.set('tea', 'heiß\r\nEND\r\n');
  const calls = [client.get('tea'), client.get('bad'), client.get('tea')];
  expect(await outcomes(calls)).toEqual([
    'heiß\r\nEND\r\n',
    undefined,
    'heiß\r\nEND\r\n',
  ]);
});
