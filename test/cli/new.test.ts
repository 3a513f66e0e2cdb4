import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { projectFolder } from '../../src/course/project.ts';
import { runCommand } from './command.ts';

/** A copy of the project that has no lesson yet. */
function emptyCourse(): string {
  const root = mkdtempSync(path.join(tmpdir(), 'roundtrip-new-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const files = [
    'src',
    'test',
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    'vitest.config.ts',
    'astro.config.mjs',
    'eslint.config.js',
    '.prettierrc.json',
    '.prettierignore',
  ];
  for (const file of files)
    cpSync(path.join(projectFolder, file), path.join(root, file), {
      recursive: true,
    });
  symlinkSync(
    path.join(projectFolder, 'node_modules'),
    path.join(root, 'node_modules'),
  );
  return root;
}

test(
  'a new lesson of each track is green at once, and builds',
  { timeout: 600_000 },
  async () => {
    const cwd = emptyCourse();
    const env = { ROUNDTRIP_SERVICES: inject('servicesRoot') };
    for (const track of ['memcached', 'redis', 'rabbitmq', 'orm', 'capstone']) {
      const made = await runCommand(['new', track, 'Keep', '&', 'read'], {
        cwd,
        env,
      });
      expect(made.code, made.stderr).toBe(0);
      expect(made.stdout).toContain(
        `The lesson ${track}/keep-read is there, and green. Write next:`,
      );
    }
    expect(
      existsSync(path.join(cwd, 'lessons/redis/01-keep-read/lesson.mdx')),
    ).toBe(true);
    expect(
      readFileSync(
        path.join(cwd, 'examples/redis/keep-read.run.jsonl'),
        'utf8',
      ),
    ).toContain('the server has \\"hello\\"');

    const tests = [
      'test/course/course.test.ts',
      'test/lab/examples.test.ts',
      'test/lab/exercises.test.ts',
      'test/code/types-and-lint.test.ts',
    ];
    const tested = await runCommand(['test', ...tests], { cwd, env });
    expect(tested.code, tested.stdout + tested.stderr).toBe(0);

    // The learner's copy: made once, checked from then on, never overwritten.
    const check = () => runCommand(['check', 'redis/keep-read'], { cwd, env });
    const answer = path.join(cwd, 'workbook/redis/keep-read.ts');
    const first = await check();
    expect(first.code).toBe(2);
    expect(first.stderr).toContain('workbook/redis/keep-read.ts');
    const stub = await check();
    expect(stub.code).toBe(1);
    expect(stub.stdout).toContain('Begin here');
    const solution = readFileSync(
      path.join(cwd, 'lessons/redis/01-keep-read/solution.ts'),
      'utf8',
    );
    writeFileSync(answer, solution);
    const solved = await check();
    expect(solved.code, solved.stdout).toBe(0);
    expect(solved.stdout).toContain('2 of 2 passed');
    expect(readFileSync(answer, 'utf8')).toBe(solution);
    writeFileSync(answer, 'export const keep = (');
    const broken = await check();
    expect(broken.code).toBe(2);
    expect(broken.stdout).toMatch(/could not be checked[\s\S]*keep-read\.ts:1/);

    const built = await runCommand(['build'], { cwd, env });
    expect(built.code, built.stderr).toBe(0);
  },
);
