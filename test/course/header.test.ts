import { expect, test } from 'vitest';
import { parseHeader } from '../../src/course/header.ts';

const parse = (text: string) => parseHeader('examples/redis/a.ts', text);

test('reads every tag of a header', () => {
  const header = parse(`/**
 * Prints what it hears.
 *
 * @title A listener
 * @task hear what others say, at once
 * @task know who listens
 * @uses redis, rabbitmq
 * @tags pub-sub, radio
 * @pane listener
 * @after speaker: on air, channel 5
 * @background
 */
const x = 1;`);
  expect(header).toEqual({
    title: 'A listener',
    uses: ['redis', 'rabbitmq'],
    memcached: [],
    redis: [],
    administrator: false,
    tags: ['pub-sub', 'radio'],
    tasks: ['hear what others say, at once', 'know who listens'],
    pane: 'listener',
    after: { pane: 'speaker', line: 'on air, channel 5' },
    background: true,
    description: 'Prints what it hears.',
  });
});

test('a tag of several words is one tag', () => {
  expect(parse('/** \n * @tags at most once, radio\n */').tags).toEqual([
    'at most once',
    'radio',
  ]);
});

test.for([
  ['Retry with a delay', 'in lower case'],
  ['A lock', 'in lower case'],
  ['retry with a delay.', 'without a full stop'],
  ['a lock; a counter', 'Another task'],
  [`retry ${'and retry '.repeat(6)}`, 'in 60 characters'],
] as const)('the @task "%s" is an error that shows the form', ([task, how]) => {
  const read = () => parse(`/**\n * @task ${task}\n */`);
  expect(read).toThrow(`@task reads "${task.trim()}".`);
  expect(read).toThrow(how);
  expect(read).toThrow('"@task retry with a delay"');
});

test('a @task may begin with the name of a command', () => {
  expect(parse('/**\n * @task LRU in a map\n */').tasks).toEqual([
    'LRU in a map',
  ]);
});

test('an unknown tag is an error that names the nearest', () => {
  expect(() => parse('/**\n * @titel Hello\n */')).toThrow(
    /examples\/redis\/a\.ts: .*unknown tag @titel.*Did you mean "title"\?/s,
  );
});

test('an unknown service is an error that names the services', () => {
  expect(() => parse('/**\n * @uses reddis\n */')).toThrow(
    /"reddis".*memcached, redis, rabbitmq, postgres.*Did you mean "redis"\?/s,
  );
});

test('an @after without a line is an error that shows the form', () => {
  expect(() => parse('/**\n * @after worker\n */')).toThrow(
    /"@after worker: ready"/,
  );
});

test('a tag without a value is an error', () => {
  expect(() => parse('/**\n * @title\n */')).toThrow(/@title has no value/);
});

test('each @memcached is a server with flags of its own', () => {
  const { memcached } = parse(
    '/**\n * @memcached -m 8 -c 16\n * @memcached -I 2m -M\n */',
  );
  expect(memcached).toEqual([
    ['-m', '8', '-c', '16'],
    ['-I', '2m', '-M'],
  ]);
});

test.for([
  ['-m 8 -d', /@memcached has "-d".*-m -c/s],
  ['-l 0.0.0.0', /@memcached has "-l"/],
  ['-P /tmp/pid', /@memcached has "-P"/],
  ['-m lots', /has -m with "lots"/],
  ['-m', /has -m with ""/],
] as const)('@memcached %s is an error', ([flags, why]) => {
  expect(() => parse(`/**\n * @memcached ${flags}\n */`)).toThrow(why);
});

test('each @redis is a server with options of its own', () => {
  const { redis } = parse(
    "/**\n * @redis\n * @redis --save '' --replicaof 1\n * @redis --save 60 1 300 10\n */",
  );
  expect(redis).toEqual([
    [],
    ['--save', '', '--replicaof', '1'],
    ['--save', '60', '1', '300', '10'],
  ]);
});

test.for([
  ['--dir /etc', /@redis has "--dir".*--appendonly/s],
  ['--appendonli yes', /Did you mean "appendonly"/],
  ['--maxmemory lots', /has --maxmemory with "lots"/],
  ['appendonly yes', /has "appendonly yes"/],
  ['--appendonly', /has --appendonly with ""/],
] as const)('@redis %s is an error', ([options, why]) => {
  expect(() => parse(`/**\n * @redis ${options}\n */`)).toThrow(why);
});
