import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readAnswer } from '../../../src/cli/grade/answer.ts';
import { lessonsOf } from '../../../src/cli/grade/lessons.ts';
import { rowNames } from '../../../src/cli/grade/row-names.ts';
import { findWorkbooks } from '../../../src/cli/grade/workbooks.ts';
import { emptyFolder, folderWith } from './a-class.ts';

const ANSWER = 'export {};\n';
const names = (folders: string[]) =>
  findWorkbooks(folders).workbooks.map(({ name }) => name);

test('a folder with a track is a workbook, and is called as it is', () => {
  const root = folderWith({ 'anna/redis/pub-sub.ts': ANSWER });
  expect(names([path.join(root, 'anna')])).toEqual(['anna']);
});

test('a folder of workbooks has one for each learner, in the order of their names', () => {
  const root = folderWith({
    'anna 10/redis/pub-sub.ts': ANSWER,
    'anna 2/redis/pub-sub.ts': ANSWER,
    'Bela/orm/unit-of-work.ts': ANSWER,
  });
  expect(names([root])).toEqual(['anna 2', 'anna 10', 'Bela']);
});

test('cloned repositories are called by their folders, not "workbook"', () => {
  const root = folderWith({
    'anna/workbook/redis/pub-sub.ts': ANSWER,
    'anna/src/main.ts': ANSWER,
    'bela/workbook/progress.txt': '',
  });
  expect(names([root])).toEqual(['anna', 'bela']);
  expect(names([path.join(root, 'anna')])).toEqual(['anna']);
  expect(names([path.join(root, 'anna/workbook')])).toEqual(['anna']);
});

test('a workbook that is named twice counts once', () => {
  const root = folderWith({ 'anna/redis/pub-sub.ts': ANSWER });
  expect(names([root, path.join(root, 'anna')])).toEqual(['anna']);
});

test('two workbooks of one name are told apart by what is before it', () => {
  const root = folderWith({
    'monday/anna/redis/pub-sub.ts': ANSWER,
    'monday/bela/redis/pub-sub.ts': ANSWER,
    'friday/anna/redis/pub-sub.ts': ANSWER,
  });
  expect(names([path.join(root, 'monday'), path.join(root, 'friday')])).toEqual(
    ['bela', 'friday/anna', 'monday/anna'],
  );
});

test('names are as long as it takes, and no longer', () => {
  expect(rowNames(['/a/x/anna', '/b/x/anna', '/b/y/anna', '/c/bela'])).toEqual([
    'a/x/anna',
    'b/x/anna',
    'y/anna',
    'bela',
  ]);
  expect(rowNames(['/anna', '/x/anna'])).toEqual(['anna', 'x/anna']);
});

test('folders without a workbook are named, hidden ones and packages are not', () => {
  const root = folderWith({
    'anna/redis/pub-sub.ts': ANSWER,
    'notes/today.md': '',
    'grades/grades.json': '',
    '.git/config': '',
    'node_modules/redis/index.ts': ANSWER,
  });
  const report = path.join(root, 'grades');
  expect(findWorkbooks([root], { report }).without).toEqual([
    path.join(root, 'notes'),
  ]);
});

test('a folder that has none is told what was expected, and what was found', () => {
  const root = folderWith({ 'notes/today.md': '' });
  expect(() => findWorkbooks([root])).toThrow(
    /^There is no workbook in .*\. A workbook is a folder with answers such as redis\/pub-sub\.ts\..* Found there: a folder without one: notes\.$/,
  );
  expect(() => findWorkbooks([emptyFolder()])).toThrow(
    'Found there: no folder.',
  );
  expect(() => findWorkbooks([path.join(root, 'nobody')])).toThrow(
    /^There is no folder .*nobody\./,
  );
  expect(() => findWorkbooks([path.join(root, 'notes/today.md')])).toThrow(
    /today\.md is no folder\./,
  );
});

test('a workbook that is a link out of the learner’s folder is not within it', () => {
  const root = folderWith({
    'anna/workbook/redis/pub-sub.ts': ANSWER,
    'bela/README.md': '',
    'carla/answers/redis/pub-sub.ts': ANSWER,
  });
  symlinkSync('../anna/workbook', path.join(root, 'bela/workbook'));
  symlinkSync('answers', path.join(root, 'carla/workbook'));
  const found = findWorkbooks([root]).workbooks;
  expect(found.map(({ within }) => path.relative(root, within))).toEqual([
    ...['anna/workbook', 'bela/workbook', 'carla/answers'],
  ]);
  expect(readAnswer(found[1]!, 'redis/pub-sub')).toHaveProperty('unreadable');
  expect(readAnswer(found[2]!, 'redis/pub-sub')).toHaveProperty('source');
});

test('lessons are those that anybody has an answer to, or those that are named', () => {
  const root = folderWith({
    'anna/redis/pub-sub.ts': ANSWER,
    'bela/memcached/first-cache.ts': { link: '/no/such/file' },
    'bela/redis/helper.ts': ANSWER,
  });
  const { workbooks } = findWorkbooks([root]);
  expect(lessonsOf(workbooks, [])).toEqual([
    'memcached/first-cache',
    'redis/pub-sub',
  ]);
  expect(lessonsOf(workbooks, ['orm/unit-of-work'])).toEqual([
    'orm/unit-of-work',
  ]);
});
