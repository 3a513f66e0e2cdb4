import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { projectFolder } from '../../src/course/project.ts';

test('what checks answers ends when its lab dies before it is ready', async () => {
  const runner = fork(path.join(projectFolder, 'src/lab/check/runner.ts'), [], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: { ...process.env, VITEST: undefined },
  });
  onTestFinished(() => void runner.kill('SIGKILL'));
  const ended = once(runner, 'exit').then(() => 'ended');
  runner.disconnect();
  const late = sleep(30_000, 'goes on', { ref: false });
  expect(await Promise.race([ended, late])).toBe('ended');
});
