import { expect, test } from 'vitest';
import { exampleNames, loadExample } from '../../src/course/example.ts';
import { fixtureProject } from '../setup/fixture-project.ts';

const single = '/**\n * @title One\n * @uses redis\n */\nconsole.log(1);\n';
const pane = (name: string, more = '') =>
  `/**\n * @pane ${name}\n${more} */\nconsole.log(1);\n`;

test('an example is a file, or a folder of programs', () => {
  const root = fixtureProject({
    'examples/redis/one.ts': single,
    'examples/redis/two/a.ts': pane(
      'a',
      ' * @title Two\n * @uses redis\n * @after b: ready\n',
    ),
    'examples/redis/two/b.ts': pane('b', ' * @uses postgres\n'),
    'examples/redis/two/helper.ts': 'export const x = 1;\n',
  });
  expect(exampleNames(root)).toEqual(['redis/one', 'redis/two']);
  const one = loadExample('redis/one', root);
  expect(one.programs.map(({ pane }) => pane)).toEqual(['one']);
  expect(one.recording).toBe('examples/redis/one.run.jsonl');
  const two = loadExample('redis/two', root);
  expect(two.title).toBe('Two');
  expect(two.uses).toEqual(['redis', 'postgres']);
  expect(
    two.programs.map(({ pane }) => pane),
    'who is waited for comes first',
  ).toEqual(['b', 'a']);
  expect(two.files).toHaveLength(3);
});

test('its hash changes with any of its files', () => {
  const files = {
    'examples/redis/two/a.ts': pane('a', ' * @title Two\n'),
    'examples/redis/two/helper.ts': 'export const x = 1;\n',
  };
  const hash = (more: object) =>
    loadExample('redis/two', fixtureProject({ ...files, ...more })).sourceHash;
  expect(hash({})).toBe(hash({}));
  expect(
    hash({ 'examples/redis/two/helper.ts': 'export const x = 2;\n' }),
  ).not.toBe(hash({}));
});

const borrowing = {
  'examples/redis/one.ts': `${single}import './client/client.ts';\n`,
  'examples/redis/two/a.ts': `${pane('a', ' * @title Two\n')}import { b } from './b.ts';\n`,
  'examples/redis/two/b.ts': `export { b } from '../client/replies.ts';\n`,
  'examples/redis/client/demo.ts': `${pane('demo', ' * @title Client\n')}`,
  'examples/redis/client/client.ts': `import { b } from './replies.ts';\n`,
  'examples/redis/client/replies.ts': `import type { C } from '../shapes/c.ts';\nexport const b = 1;\n`,
  'examples/redis/shapes/c.ts': `import '../two/b.ts';\nimport '../client/client.ts';\nexport type C = 1;\n`,
};

test('an example borrows modules of other folders, with all that these import', () => {
  const root = fixtureProject(borrowing);
  const borrowed = (name: string) =>
    loadExample(name, root).borrowed.map(({ path }) => path);
  const client = [
    'examples/redis/client/client.ts',
    'examples/redis/client/replies.ts',
    'examples/redis/shapes/c.ts',
  ];
  expect(borrowed('redis/one')).toEqual([...client, 'examples/redis/two/b.ts']);
  expect(borrowed('redis/two')).toEqual(client);
  expect(loadExample('redis/two', root).files).toHaveLength(2);
  expect(borrowed('redis/client')).toEqual([
    'examples/redis/shapes/c.ts',
    'examples/redis/two/b.ts',
  ]);
});

test('its hash changes with what it borrows, and with nothing else', () => {
  const hash = (more: object) =>
    loadExample('redis/one', fixtureProject({ ...borrowing, ...more }))
      .sourceHash;
  expect(
    hash({ 'examples/redis/client/replies.ts': 'export const b = 2;\n' }),
  ).not.toBe(hash({}));
  expect(hash({ 'examples/redis/client/other.ts': 'export {};\n' })).toBe(
    hash({}),
  );
});

test.each<[string, Record<string, string>, string]>([
  [
    'a path out of its track',
    { 'x.ts': `${single}import '../client/client.ts';\n` },
    'examples/redis/x.ts: it imports "../client/client.ts". An example imports from npm and modules of a folder of its track ("./folder/name.ts"), and nothing else, so that it can be copied.',
  ],
  [
    'no such module',
    { 'x.ts': `${single}import './client/clint.ts';\n` },
    'examples/redis/x.ts: it imports "./client/clint.ts", and there is no examples/redis/client/clint.ts. Write that module, or import one that is there.',
  ],
  [
    'a module that imports what is not there',
    {
      'x.ts': `${single}import './client/client.ts';\n`,
      'client/client.ts': `import './replies.ts';\n`,
    },
    'examples/redis/client/client.ts: it imports "./replies.ts", and there is no examples/redis/client/replies.ts.',
  ],
  [
    'a program',
    {
      'x.ts': `${single}import './client/demo.ts';\n`,
      'client/demo.ts': pane('demo'),
    },
    'examples/redis/x.ts: it imports "./client/demo.ts", which is the program of the pane "demo" of another example. An import would run it: move what is shared to a module, which has no @pane.',
  ],
  [
    'another file that stands alone',
    { 'x.ts': `${single}import './y.ts';\n`, 'y.ts': single },
    'examples/redis/x.ts: it imports "./y.ts".',
  ],
  [
    'a module of another track',
    { 'x.ts': `${single}import '../../orm/client/client.ts';\n` },
    'examples/redis/x.ts: it imports "../../orm/client/client.ts".',
  ],
  [
    'a module of a folder in a folder',
    { 'x.ts': `${single}import './client/deep/client.ts';\n` },
    'examples/redis/x.ts: it imports "./client/deep/client.ts".',
  ],
  [
    'what is for lessons',
    { 'x.ts': `${single}import '#examples/redis/client/client.ts';\n` },
    'examples/redis/x.ts: it imports "#examples/redis/client/client.ts".',
  ],
])('a file that borrows %s is an error', (_what, files, message) => {
  const root = fixtureProject(
    Object.fromEntries(
      Object.entries(files).map(([file, text]) => [
        `examples/redis/${file}`,
        text,
      ]),
    ),
  );
  expect(() => loadExample('redis/x', root)).toThrow(message);
});

test.each([
  'redis/on',
  'redis/../redis/one',
  '../../etc/passwd',
  '__proto__',
  '',
  'redis/one.ts',
])('the name %j is unknown, and never a path', (name) => {
  const root = fixtureProject({ 'examples/redis/one.ts': single });
  expect(() => loadExample(name, root)).toThrow(
    /there is no example of that name/,
  );
});

test('an unknown name gets the nearest one', () => {
  const root = fixtureProject({ 'examples/redis/pub-sub.ts': single });
  expect(() => loadExample('redis/pubsub', root)).toThrow(
    'Did you mean "redis/pub-sub"?',
  );
  expect(() => loadExample('pub-sub', root)).toThrow(
    'Did you mean "redis/pub-sub"?',
  );
});

test.each<[string, Record<string, string>, RegExp]>([
  ['no title', { 'a.ts': pane('a') }, /no file has a @title/],
  [
    'two titles',
    { 'a.ts': pane('a', ' * @title A\n'), 'b.ts': pane('b', ' * @title B\n') },
    /several files have a @title/,
  ],
  [
    'no pane',
    { 'a.ts': '/**\n * @title A\n */\n' },
    /none of its files has @pane/,
  ],
  [
    'a pane twice',
    { 'a.ts': pane('a', ' * @title A\n'), 'b.ts': pane('a') },
    /the pane "a" is taken/,
  ],
  [
    'after an unknown pane',
    { 'a.ts': pane('a', ' * @title A\n * @after z: x\n') },
    /waits for the pane "z"/,
  ],
  [
    'waiting in a circle',
    {
      'a.ts': pane('a', ' * @title A\n * @after b: x\n'),
      'b.ts': pane('b', ' * @after a: x\n'),
    },
    /wait for each other/,
  ],
  [
    'an import from elsewhere',
    {
      'a.ts': `${pane('a', ' * @title A\n')}import { x } from '../../orm/other/x.ts';\n`,
    },
    /imports "\.\.\/\.\.\/orm\/other\/x\.ts"/,
  ],
])('a folder with %s is an error', (_what, files, message) => {
  const root = fixtureProject(
    Object.fromEntries(
      Object.entries(files).map(([file, text]) => [
        `examples/redis/x/${file}`,
        text,
      ]),
    ),
  );
  expect(() => loadExample('redis/x', root)).toThrow(message);
});
