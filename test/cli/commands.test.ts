import { expect, test } from 'vitest';
import { runCommand } from './command.ts';

test('an unknown command names the nearest, and all', async () => {
  const { code, stderr } = await runCommand(['exmaple']);
  expect(code).toBe(1);
  expect(stderr).toContain(
    'There is no command "exmaple". Did you mean "example"?',
  );
  expect(stderr).toContain('npm run services');
});

test.each(['toString', '__proto__', ''])('%j is no command', async (name) => {
  const { code, stderr } = await runCommand([name]);
  expect(code).toBe(1);
  expect(stderr).toContain('There is no command');
});

test('an unknown example names the nearest', async () => {
  const { code, stderr } = await runCommand(['example', 'redis/pubsub']);
  expect(code).toBe(1);
  expect(stderr).toBe(
    'examples/redis/pubsub: there is no example of that name. Did you mean "redis/pub-sub"?\n',
  );
});

test('example without a name lists the examples', async () => {
  const { code, stderr } = await runCommand(['example']);
  expect(code).toBe(1);
  expect(stderr).toContain('  redis/pub-sub\n');
});

test('an unknown lesson names the nearest, and could not be checked', async () => {
  const { code, stderr } = await runCommand(['check', 'redis/pubsub']);
  expect(code).toBe(2);
  expect(stderr).toContain('Did you mean "redis/pub-sub"?');
});

test('an answer that is not there could not be checked', async () => {
  const { code, stderr } = await runCommand([
    'check',
    'redis/pub-sub',
    '--answer',
    '/no/such/answer.ts',
  ]);
  expect(code).toBe(2);
  expect(stderr).toBe('There is no file /no/such/answer.ts.\n');
});

test('an unknown track names the tracks', async () => {
  const { code, stderr } = await runCommand(['new', 'rediss', 'Sorted sets']);
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /"rediss" is no track; there are memcached, redis.*Did you mean "redis"\?/,
  );
});

test('a title that exists already is refused, and nothing is written over', async () => {
  const { code, stderr } = await runCommand(['new', 'redis', 'Pub/sub']);
  expect(code).toBe(1);
  expect(stderr).toContain(
    'There is a lesson or an example redis/pub-sub already.',
  );
});

test.each([
  [['start', '--port', 'abc'], '--port wants a number'],
  [['start', '--prot', '80'], "Unknown option '--prot'"],
  [['example', '--wier', 'redis/pub-sub'], "Unknown option '--wier'"],
])('%j is answered by a sentence, without a stack', async (args, sentence) => {
  const { code, stderr } = await runCommand(args);
  expect(code).toBe(1);
  expect(stderr).toContain(sentence);
  expect(stderr).not.toMatch(/^\s+at /m);
});

test('a wrong value of SERVICES is answered by a sentence', async () => {
  const { code, stderr } = await runCommand(['services', 'status'], {
    env: { SERVICES: 'docker' },
  });
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /SERVICES must be "compose" or "native", and is "docker"/,
  );
});
