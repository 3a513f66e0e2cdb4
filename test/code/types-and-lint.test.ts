import { execFile } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from '../../src/course/project.ts';

/** Runs a tool of the project; resolves to what it printed when it failed. */
function complaints(script: string, args: string[]): Promise<string> {
  const file = path.join(projectFolder, 'node_modules', script);
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [file, ...args],
      {
        cwd: projectFolder,
        maxBuffer: 1 << 24,
        env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', NO_COLOR: '1' },
      },
      (error, stdout, stderr) => resolve(error ? `${stdout}${stderr}` : ''),
    );
  });
}

const MINUTES = 60_000;

test('the types are right', { timeout: 5 * MINUTES }, async () => {
  expect(await complaints('typescript/bin/tsc', ['-p', '.'])).toBe('');
});

test('the types of the site are right', { timeout: 5 * MINUTES }, async () => {
  expect(
    await complaints('astro/bin/astro.mjs', [
      'check',
      '--tsconfig',
      'src/site/tsconfig.json',
    ]),
  ).toBe('');
});

test('ESLint has nothing to say', { timeout: 5 * MINUTES }, async () => {
  expect(
    await complaints('eslint/bin/eslint.js', [
      '.',
      '--cache',
      '--cache-location',
      '.cache/eslint',
    ]),
  ).toBe('');
});

test('Prettier would change nothing', { timeout: 5 * MINUTES }, async () => {
  expect(
    await complaints('prettier/bin/prettier.cjs', [
      '--check',
      '.',
      '--cache',
      '--cache-location',
      '.cache/prettier',
    ]),
  ).toBe('');
});
