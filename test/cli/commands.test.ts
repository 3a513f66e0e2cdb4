import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.ts';
import { whatFailed } from '../../src/cli/site-build.ts';
import { projectFolder } from '../../src/course/project.ts';
import { runCommand } from './command.ts';

test('an unknown command names the nearest, and all', async () => {
  const { code, stderr } = await runCommand(['exmaple']);
  expect(code).toBe(1);
  expect(stderr).toContain(
    'There is no command "exmaple". Did you mean "example"?',
  );
  expect(stderr).toContain('npm run services');
  expect(stderr).toMatch(/^ {2}npm start /m);
});

test('the scripts of package.json are the commands', () => {
  const { scripts } = JSON.parse(
    readFileSync(path.join(projectFolder, 'package.json'), 'utf8'),
  ) as { scripts: Record<string, string> };
  expect(scripts).toEqual(
    Object.fromEntries(
      Object.keys(COMMANDS).map((name) => [
        name,
        `node src/cli/launch.cjs ${name}`,
      ]),
    ),
  );
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

test.each([
  [['grade'], 'Name the workbooks, or a folder that has them'],
  [['grade', '/no/such/folder'], 'There is no folder /no/such/folder.'],
  [['grade', '.', '--limit', 'long'], '--limit wants a whole number'],
])(
  '%j could not be graded, which is told by a sentence',
  async (args, sentence) => {
    const { code, stderr } = await runCommand(args);
    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(/^\s+at /m);
  },
);

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
  [['start', '--port', '65536'], '--port wants a number'],
  [['dev', '--port', 'abc'], '--port wants a number'],
  [['start', '--port'], '--port wants a value after it'],
  [['start', '--host', 'https://lab.example/'], '--host wants the name'],
  [['start', '--host', '*.example'], '--host wants the name'],
  [['start', '--open=yes'], '--open takes no value'],
  [
    ['start', '--prot', '80'],
    'start knows --port, --open and --host; it does not know --prot.',
  ],
  [
    ['example', '--wier', 'redis/pub-sub'],
    'example knows --wire; it does not know --wier.',
  ],
  [['record', '--all'], 'record knows no options, and not --all.'],
  [['services', 'up', '-x'], 'services knows --json; it does not know -x.'],
  [['build', 'site'], 'build takes no names, and got "site".'],
  [
    ['example', 'redis/pub-sub', 'redis/cart'],
    'example runs one example, and got 2: redis/pub-sub, redis/cart.',
  ],
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

test.each([
  ["EROFS: read-only file system, mkdir '/p/.cache/vite'", /read-only/],
  ["Error: EACCES: permission denied, open '/p/.cache/vite'", /may not write/],
  ["ENOSPC: no space left on device, write '/p/.cache/vite'", /disk is full/],
])('a site that could not be written: %s', (said, sentence) => {
  const why = whatFailed(`[vite] building\n${said}\n    at open (node:fs)\n`);
  expect(why).toMatch(sentence);
  expect(why).toMatch(/^\/p\/\.cache\/vite: /);
});
