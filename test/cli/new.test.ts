import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { expect, inject, test } from 'vitest';
import { complaints } from '../code/complaints.ts';
import { runCommand } from './command.ts';
import { emptyCourse } from './project-copy.ts';

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
    ];
    const tested = await runCommand(['test', ...tests], { cwd, env });
    expect(tested.code, tested.stdout + tested.stderr).toBe(0);

    const made = ['lessons', 'examples'];
    // Of this course's own tests and programs, other tests speak.
    writeFileSync(
      path.join(cwd, 'tsconfig.made.json'),
      JSON.stringify({ extends: './tsconfig.json', include: made }),
    );
    const types = ['-p', 'tsconfig.made.json'];
    expect(await complaints(cwd, 'typescript/bin/tsc', types)).toBe('');
    expect(await complaints(cwd, 'eslint/bin/eslint.js', made)).toBe('');
    const format = ['--check', ...made];
    expect(await complaints(cwd, 'prettier/bin/prettier.cjs', format)).toBe('');

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
    expect(solved.stdout).toContain('All 2 pass.');
    expect(readFileSync(answer, 'utf8')).toBe(solution);
    writeFileSync(answer, 'export const keep = (');
    const broken = await check();
    expect(broken.code).toBe(2);
    expect(broken.stdout).toMatch(/could not be checked[\s\S]*keep-read\.ts:1/);

    const built = await runCommand(['build'], { cwd, env });
    expect(built.code, built.stderr).toBe(0);

    // There are two digits for a lesson's number.
    renameSync(
      path.join(cwd, 'lessons/redis/01-keep-read'),
      path.join(cwd, 'lessons/redis/99-keep-read'),
    );
    const beyond = await runCommand(['new', 'redis', 'Beyond'], { cwd, env });
    expect(beyond.code).toBe(1);
    expect(beyond.stderr).toMatch(
      /^The last lesson of redis has the number 99/,
    );
    expect(existsSync(path.join(cwd, 'examples/redis/beyond.ts'))).toBe(false);
  },
);

test('new refuses the name of an example that is a folder', async () => {
  const cwd = emptyCourse({ 'examples/rabbitmq/auto-ack/worker.ts': '' });
  const { code, stderr } = await runCommand(['new', 'rabbitmq', 'Auto ack'], {
    cwd,
    env: { SERVICES: 'none of the two' },
  });
  expect(code).toBe(1);
  expect(stderr).toBe(
    'There is a lesson or an example rabbitmq/auto-ack already. Give this one another title.\n',
  );
});

test('new leaves nothing of a lesson that could not be recorded', async () => {
  const kept = 'examples/redis/kept.ts';
  const cwd = emptyCourse({ [kept]: '' });
  const { code, stderr } = await runCommand(
    ['new', 'redis', 'Über den Cache'],
    {
      cwd,
      env: { SERVICES: 'neither' },
    },
  );
  expect(code).toBe(1);
  expect(stderr).toBe(
    'The lesson redis/uber-den-cache was not made; what was written of it is removed again.\n' +
      'SERVICES must be "compose" or "native", and is "neither".\n',
  );
  expect(existsSync(path.join(cwd, 'lessons'))).toBe(false);
  expect(readdirSync(path.join(cwd, 'examples/redis'))).toEqual(['kept.ts']);
});
