import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { splitLine } from '../../../src/lab/console/redis/split-line.ts';
import { findProgram } from '../../../src/services/program.ts';
import type { Provider } from '../../../src/services/service.ts';
import { openServices } from '../../../src/services/services.ts';
import { openLab } from '../lab-client.ts';
import { ALL, openConsole, post } from './open-console.ts';

let services: Provider;

beforeAll(async () => {
  services = await openServices({ root: inject('servicesRoot') });
});

async function redis() {
  const lab = await openLab(services, { examples: ALL });
  return { lab, console: await openConsole(lab, 'redis') };
}

test('a console says where it is, on what, and what can be completed', async () => {
  const { console } = await redis();
  expect(console.ready.prompt).toBe('127.0.0.1:6379> ');
  expect(console.ready.version).toMatch(/^\d+\.\d+/);
  expect(console.ready.commands).toEqual(
    expect.arrayContaining(['GET', 'SUBSCRIBE', 'XADD']),
  );
});

const LINES = [
  'SET greeting "hello \\x00\\n \\"world\\" \\xe2\\x82\\xac"',
  'GET greeting',
  'GET nothing',
  'INCR n',
  'LPUSH list a b c d e f g h i j k',
  'LRANGE list 0 -1',
  'LRANGE nothing 0 -1',
  'HSET h a 1 b 2',
  'HGETALL h',
  'LPOP greeting',
  'nonsense',
  'GET',
  'XADD stream 1-1 a 1 b 2',
  'XADD stream 1-2 c 3',
  'XRANGE stream - +',
  'XREAD STREAMS stream nothing 0 0',
  'EVAL "return {1, {2, {3, {}}}, false}" 0',
  'ZADD z 1.5 a',
  'ZRANGE z 0 -1 WITHSCORES',
  'COMMAND GETKEYS SET a b',
  'CONFIG GET maxmemory',
  "SET 'single \\' quote' x",
  'KEYS single*',
  'GET "open',
  'GET "a"b',
  'MULTI',
  'INCR n',
  'EXEC',
  'WATCH n',
  'HELLO 3',
  'HGETALL h',
  'SMEMBERS nothing',
  'ZSCORE z a',
];

test.skipIf(!findProgram('redis-cli'))(
  'answers are formatted as redis-cli formats them in a terminal',
  async (context) => {
    if (services.way === 'compose') {
      context.skip('of native servers only: it has two at once');
    }
    const { console } = await redis();
    const lease = await services.lease(['redis']);
    try {
      const { port } = new URL(lease.addresses.REDIS_URL!);
      for (const line of [
        ...LINES.slice(0, LINES.indexOf('HELLO 3')),
        'SELECT 2',
        'DBSIZE',
      ]) {
        expect(await console.say(line), line).not.toContain('~');
      }
      const theirs = spawnSync('redis-cli', ['-p', port, '--no-raw'], {
        input: [
          ...LINES.slice(0, LINES.indexOf('HELLO 3')),
          'SELECT 2',
          'DBSIZE',
          '',
        ].join('\n'),
        encoding: 'utf8',
      });
      // Between commands from a pipe redis-cli writes no prompt.
      expect(console.said()).toBe(theirs.stdout + theirs.stderr);
    } finally {
      await lease.release();
    }
  },
);

describe('a line is split as redis-cli splits it', () => {
  const cases: [string, string[] | undefined][] = [
    ['', []],
    ['  GET   a ', ['GET', 'a']],
    ['SET a "two words"', ['SET', 'a', 'two words']],
    ['"\\x41\\n\\t\\q"', ['A\n\tq']],
    ["'it\\'s \\n'", ["it's \\n"]],
    ['""', ['']],
    ['a"b"', ['ab']],
    ['"a"b', undefined],
    ['"open', undefined],
    ['"open\\', undefined],
    ["'open", undefined],
    ['é "ü"', ['é', 'ü']],
  ];
  test.each(cases)('%j', (line, words) => {
    expect(splitLine(line)?.map(String)).toEqual(words);
  });
});

test('the prompt shows the database and a transaction', async () => {
  const { console } = await redis();
  await console.say('SELECT 1');
  expect(console.prompt()).toBe('127.0.0.1:6379[1]> ');
  await console.say('MULTI');
  expect(console.prompt()).toBe('127.0.0.1:6379[1](TX)> ');
  await console.say('SELECT 2');
  await console.say('DISCARD');
  expect(console.prompt()).toBe('127.0.0.1:6379[1]> ');
});

test('the true port is not shown, nor in what Redis tells of itself', async () => {
  const { console } = await redis();
  expect(await console.say('INFO server')).toContain('tcp_port:6379');
  expect(await console.say('CLIENT LIST')).toMatch(/laddr=[\d.]+:6379 /);
});

test('RESP3 is shown as well', async () => {
  const { console } = await redis();
  await console.say('HSET h a 1');
  expect(await console.say('HELLO 3')).toContain('1# "server" => "redis"');
  expect(await console.say('HGETALL h')).toBe('1# "a" => "1"\n');
  expect(await console.say('GET nothing')).toBe('(nil)\n');
});

test.each(['', 'QUIT'])('MONITOR streams until the line %j', async (ending) => {
  const { lab, console } = await redis();
  expect(await console.say('MONITOR')).toMatch(/^OK\n~ MONITOR goes on/);
  expect(console.prompt()).toBe('');
  expect(await console.say('GET a')).toMatch(/^~ MONITOR goes on/);
  const other = await openConsole(lab, 'redis', { tab: 'other' });
  await console.say(ending);
  expect(console.prompt()).toBe('127.0.0.1:6379> ');
  expect(await console.say('PING')).toBe('PONG\n');
  other.hangUp();
});

test('SUBSCRIBE hears the programs of the next run, after Stop no more', async () => {
  const lab = await openLab(services);
  const example = { example: 'redis/pub-sub' };
  const console = await openConsole(lab, 'redis', example);
  expect(await console.say('SUBSCRIBE monitoring')).toBe(
    '1) "subscribe"\n2) "monitoring"\n3) (integer) 1\n~ SUBSCRIBE goes on: an empty line, QUIT or Stop ends it.\n',
  );
  await (await post(lab, 'runs', example)).text();
  await console.hears(
    /The servers are new ones[^]*"subscribe"[^]*1\) "message"\n2\) "monitoring"\n3\) "disk 91%"\n/,
  );
  await console.stop();
  await console.prompts('127.0.0.1:6379> ');
  expect(await console.say('PUBLISH monitoring x')).toBe('(integer) 0\n');
});

test('MONITOR shows a whole run, and the run does not feel it', async () => {
  const lab = await openLab(services);
  const example = { example: 'redis/pub-sub' };
  const console = await openConsole(lab, 'redis', example);
  await console.say('MONITOR');
  const run = await (await post(lab, 'runs', example)).text();
  expect(run).toContain('"outcome":"finished","left":[]');
  await console.hears(/"publish" "monitoring" "off air"/);
});

test('Stop ends a command that blocks', async () => {
  const { console } = await redis();
  // Each is sent when the one before it was taken, and none overtakes another.
  await console.type('BLPOP nothing 0');
  await console.stop();
  await console.type('PING');
  await console.hears(/^PONG\n$/);
});

test('lines that come together are answered one after the other', async () => {
  const { console } = await redis();
  for (let n = 0; n < 20; n++) await console.type(`ECHO ${n}`);
  await console.hears(/"19"\n/);
  expect(console.said()).toBe(
    Array.from({ length: 20 }, (_, n) => `"${n}"\n`).join(''),
  );
});

test.each(['SHUTDOWN NOSAVE', 'QUIT', 'CLIENT KILL TYPE normal SKIPME no'])(
  '%s is said, and the next line connects again, or says why not',
  async (line) => {
    if (services.way === 'compose' && line.startsWith('SHUTDOWN')) return;
    const { console } = await redis();
    await console.say('SELECT 1');
    await console.type(line);
    await console.hears(/~ The server has closed the connection; the next/);
    await console.prompts('not connected> ');
    const next = await console.say('PING');
    if (line.startsWith('SHUTDOWN')) {
      expect(next).toMatch(/^~ redis cannot be reached/);
    } else {
      expect(next).toBe('PONG\n');
      expect(console.prompt()).toBe('127.0.0.1:6379[1]> ');
    }
  },
);

test.each(['MIGRATE 127.0.0.1 6379 key 0 10', 'replicaof 127.0.0.1 6379'])(
  'a learner’s own server is not reached by %s',
  async (line) => {
    const { console } = await redis();
    expect(await console.say(line)).toMatch(/another one: not from here/);
    expect(await console.say('REPLICAOF NO ONE')).toBe('OK\n');
  },
);
