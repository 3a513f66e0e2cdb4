import path from 'node:path';
import { expect, test } from 'vitest';
import { readAnswer } from '../../../src/cli/grade/answer.ts';
import { neighboursOf } from '../../../src/cli/grade/neighbours.ts';
import { findWorkbooks } from '../../../src/cli/grade/workbooks.ts';
import { folderWith, put, type Entry } from './a-class.ts';

/** What is read where this stands in the place of the answer. */
function read(entry: Entry, others: Record<string, Entry> = {}) {
  const root = folderWith({
    'anna/redis/helper.ts': '',
    'anna/redis/pub-sub.ts': entry,
    ...others,
  });
  const [anna] = findWorkbooks([root]).workbooks;
  return readAnswer(anna!, 'redis/pub-sub');
}

test('an answer is its text', () => {
  expect(read('export {};')).toMatchObject({ source: 'export {};' });
});

test('a link within the workbook is followed', () => {
  expect(read({ link: './helper.ts' })).toMatchObject({ source: '' });
});

test.each<[string, Entry, RegExp]>([
  ['a pipe that nobody writes to', { pipe: true }, /no file with text/],
  ['a folder', { folder: true }, /no file with text/],
  ['a link to nothing', { link: './gone.ts' }, /file that does not exist/],
  ['a link to itself', { link: './pub-sub.ts' }, /leads to itself/],
  ['a link to a device', { link: '/dev/zero' }, /out of the workbook/],
  ['a link outwards', { link: '../../bela/pub-sub.ts' }, /out of the workbook/],
  ['700 kB', 'x'.repeat(700_000), /has 700000 bytes, and an answer may have/],
])('%s is answered by a sentence at once', (_, entry, sentence) => {
  expect(read(entry, { 'bela/pub-sub.ts': 'export {};' })).toEqual({
    unreadable: expect.stringMatching(sentence) as string,
  });
});

test('what nobody put there is missing', () => {
  const root = folderWith({ 'anna/redis/helper.ts': '' });
  const [anna] = findWorkbooks([root]).workbooks;
  expect(readAnswer(anna!, 'redis/pub-sub')).toHaveProperty('missing');
  expect(readAnswer(anna!, 'orm/unit-of-work')).toHaveProperty('missing');
});

test('a track that is a link outwards has no answer of the learner', () => {
  const root = folderWith({
    'anna/orm/unit-of-work.ts': '',
    'other/pub-sub.ts': 'export {};',
  });
  put(path.join(root, 'anna/redis'), { link: '../other' });
  const [anna] = findWorkbooks([root]).workbooks;
  expect(readAnswer(anna!, 'redis/pub-sub')).toHaveProperty('unreadable');
});

test('what an answer imports comes along: ordinary files of its folder only', () => {
  const root = folderWith({
    'redis/pub-sub.ts': '',
    'redis/channel.ts': 'export const channel = 1;',
    'redis/parts/url.ts': 'export const url = 1;',
    'redis/notes.md': '',
    'redis/stolen.ts': { link: '/etc/passwd' },
    'redis/pipe.ts': { pipe: true },
    'redis/huge.ts': 'x'.repeat(700_000),
    'orm/other.ts': '',
  });
  const file = path.join(root, 'redis/pub-sub.ts');
  const source = "import { channel } from './channel.ts';";
  expect(neighboursOf({ file, source }).map((each) => each.path)).toEqual([
    'channel.ts',
    'parts/url.ts',
  ]);
  const alone = "import { Redis } from 'ioredis';";
  expect(neighboursOf({ file, source: alone })).toEqual([]);
});

test('of what an answer may import, no more than 1 MB is taken', () => {
  const big = Array.from({ length: 9 }, (_, at): [string, string] => [
    `redis/big-${at}.ts`,
    'x'.repeat(250_000),
  ]);
  const root = folderWith({
    ...Object.fromEntries(big),
    'redis/small.ts': 'export {};',
  });
  const answer = { file: path.join(root, 'redis/pub-sub.ts'), source: "'./'" };
  expect(neighboursOf(answer).map((each) => each.path)).toEqual([
    ...['big-0.ts', 'big-1.ts', 'big-2.ts', 'big-3.ts', 'small.ts'],
  ]);
});
