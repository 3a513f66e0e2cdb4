import { assert, array, constantFrom, property } from 'fast-check';
import { expect, test } from 'vitest';
import { shownPaths } from '../../src/lab/shown-paths.ts';

const project = '/home/me/My Course';
const scratch = `${project}/.cache/runs/7-1`;
const shown = (...chunks: string[]) => {
  const paths = shownPaths([scratch, project]);
  return chunks.map((chunk) => paths.add(chunk)).join('') + paths.end();
};

test('leaves the folders out, also as a URL', () => {
  expect(
    shown(
      `at ${scratch}/examples/redis/a.ts:1:2\nat file:///home/me/My%20Course/.cache/runs/7-1/examples/b.ts:3\nat ${project}/node_modules/x.js`,
    ),
  ).toBe(
    'at examples/redis/a.ts:1:2\nat examples/b.ts:3\nat node_modules/x.js',
  );
});

test('tells at once what cannot be a folder', () => {
  const paths = shownPaths([scratch]);
  expect(paths.add('ready? ')).toBe('ready? ');
  expect(paths.add('/home/me/')).toBe('');
  expect(paths.add('other')).toBe('/home/me/other');
});

test('does the same however the text is cut', () => {
  const pieces = array(
    constantFrom(
      ...['f', 'file:', '//', '/', 'home', '/me/My', ' ', '%20', 'Course/'],
      ...['.cache/runs', '/7-1', '/a.ts', '\n', scratch, `${project}/`],
    ),
    { maxLength: 40 },
  );
  assert(
    property(pieces, (chunks) => {
      expect(shown(...chunks)).toBe(shown(chunks.join('')));
    }),
  );
});
