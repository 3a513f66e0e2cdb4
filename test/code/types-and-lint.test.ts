import { expect, test } from 'vitest';
import { projectFolder } from '../../src/course/project.ts';
import { complaints } from './complaints.ts';

const MINUTES = 60_000;

test('the types are right', { timeout: 5 * MINUTES }, async () => {
  expect(
    await complaints(projectFolder, 'typescript/bin/tsc', ['-p', '.']),
  ).toBe('');
});

test('the types of the site are right', { timeout: 5 * MINUTES }, async () => {
  expect(
    await complaints(projectFolder, 'astro/bin/astro.mjs', [
      'check',
      '--tsconfig',
      'src/site/tsconfig.json',
    ]),
  ).toBe('');
});

test('ESLint has nothing to say', { timeout: 5 * MINUTES }, async () => {
  expect(
    await complaints(projectFolder, 'eslint/bin/eslint.js', [
      '.',
      '--cache',
      '--cache-location',
      '.cache/eslint',
    ]),
  ).toBe('');
});

test('Prettier would change nothing', { timeout: 5 * MINUTES }, async () => {
  expect(
    await complaints(projectFolder, 'prettier/bin/prettier.cjs', [
      '--check',
      '.',
      '--cache',
      '--cache-location',
      '.cache/prettier',
    ]),
  ).toBe('');
});
