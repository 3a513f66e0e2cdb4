import { expect, test } from 'vitest';
import { callsAt } from '../../src/site/commands/call-at.ts';
import { commandTables } from '../../src/site/commands/course-commands.ts';
import { referenceEntries } from '../../src/site/commands/entries.ts';
import {
  callName,
  commandName,
  idOf,
} from '../../src/site/commands/name-of.ts';
import { roundTrip, smallExample, smallLesson } from './small-course.ts';

const HEAD = '| command | ioredis | what comes back | redis-py |\n|-|-|-|-|\n';
const keys = smallLesson(
  'redis/keys',
  `${HEAD}| \`SET key value\` | \`redis.set(key, value)\` | \`OK\` | |`,
  ['redis/keys'],
);
const program = smallExample(
  'redis/keys',
  "await redis.set('tea', 1);\nawait redis.incr('tea');\nsocket.write(bytes);\n",
);

const rowsOf = (...[lessons, events]: [(typeof keys)[], object[]]) => {
  const runs = [{ example: program, events: events as never }];
  return commandTables({ lessons, runs })[0]!.rows;
};

test('a recap that names a command and a recording that has it are one row', () => {
  const [row, ...others] = rowsOf(
    [keys],
    roundTrip('redis', 'redis/keys:1', 'SET tea "1"', 'OK'),
  );
  expect(others).toEqual([]);
  expect(row).toMatchObject({
    id: 'set',
    name: 'SET',
    lessons: ['redis/keys'],
    examples: [{ example: 'redis/keys', file: 'redis/keys.ts', line: 1 }],
  });
  expect(row!.lines).toHaveLength(1);
});

test('a command that no recap names has the call and the answer of a recording', () => {
  const rows = rowsOf(
    [keys],
    roundTrip('redis', 'redis/keys:2', 'INCR tea', '(integer) 2'),
  );
  expect(rows.find(({ id }) => id === 'incr')).toMatchObject({
    lessons: ['redis/keys'],
    lines: [
      {
        form: '`INCR tea`',
        call: "`redis.incr('tea')`",
        says: '`(integer) 2`',
      },
    ],
  });
});

test('bytes that are written without a client make no row', () => {
  const rows = rowsOf(
    [keys],
    roundTrip('redis', 'redis/keys:3', 'PING', 'PONG'),
  );
  expect(rows.map(({ id }) => id)).toEqual(['set']);
});

test('a later lesson adds what is new, and its link to what is not', () => {
  const later = smallLesson(
    'redis/expiry',
    `${HEAD}| \`SET key value\` | \`redis.set(name, text)\` | again | \`r.set(key, value)\` |
| \`SET key value EX 60\` | \`redis.set(key, value, 'EX', 60)\` | \`OK\` | |
| … for ever | | nothing | |`,
  );
  const [row] = rowsOf([keys, later], []);
  expect(row!.lessons).toEqual(['redis/keys', 'redis/expiry']);
  expect(row!.lines.map(({ form, python }) => [form, python])).toEqual([
    ['`SET key value`', '`r.set(key, value)`'],
    ['`SET key value EX 60`', ''],
    ['… for ever', ''],
  ]);
});

test('a command is named with its subcommand, and as memjs calls it', () => {
  expect(commandName('redis', 'config get dir')).toBe('CONFIG GET');
  expect(commandName('redis', 'INFO memory')).toBe('INFO');
  expect(commandName('memcached', 'Increment visits by 1')).toBe('incr');
  expect(commandName('memcached', 'stats items')).toBe('stats items');
  expect(commandName('rabbitmq', 'channel 2: basic.ack tag=1')).toBe(
    'basic.ack',
  );
});

test('an id reads as its name does', () => {
  expect(['CONFIG GET', 'em.findOne', 'flush_all'].map(idOf)).toEqual([
    'config-get',
    'em-find-one',
    'flush-all',
  ]);
  expect(callName('await em.flush()')).toBe('em.flush');
});

test('the call on a line is found in a chain, and what it holds is passed over', () => {
  const source = `console.log(await cache.get(key).catch(why));
const raised = await redis
  .multi()
  .incr('a')
  .exec();
await em.fork().insert(Cup, cups.map(row));
`;
  const on = (line: number) => callsAt(source, line)[0]?.text;
  expect(on(1)).toBe('cache.get(key)');
  expect(on(4)).toBe("redis.multi().incr('a')");
  expect(on(6)).toBe('em.fork().insert(Cup, cups.map(row))');
  expect(callsAt(source, 1, (method) => method === 'set')).toEqual([]);
});

test('a search has an entry for each row, in words', () => {
  const runs = [{ example: program, events: [] }];
  expect(
    referenceEntries(commandTables({ lessons: [keys], runs }), []),
  ).toEqual([
    {
      title: 'SET',
      text: 'SET key value · redis.set(key, value) · OK',
      address: '/reference/redis/#set',
      kind: 'Redis command',
    },
  ]);
});
