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
      'a.ts': `${pane('a', ' * @title A\n')}import { x } from '../other/x.ts';\n`,
    },
    /imports "\.\.\/other\/x\.ts"/,
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
