import { describe, expect, test, vi } from 'vitest';
import { startCommand, type Command } from './command.ts';
import {
  haltBroker,
  ownServices,
  processesWith,
  states,
} from './own-services.ts';
import { emptyCourse } from './project-copy.ts';

const HANGING = 'examples/redis/hanging.ts';

/** Never ends by itself. */
const hanging = `/**
 * Waits.
 *
 * @title Hanging
 * @uses redis
 * @tags stop
 */
console.log('waiting');
setInterval(() => {}, 1000);
`;

const said = ({ output }: Command) => output().stdout + output().stderr;

/** Resolves when a command has printed a text. */
const says = (command: Command, text: string, timeout = 120_000) =>
  vi.waitFor(() => expect(said(command)).toContain(text), {
    timeout,
    interval: 10,
  });

describe('npm start that is stopped while the site is built', () => {
  test('says so at once, and ends well when the servers are down', async () => {
    const root = ownServices();
    const cwd = emptyCourse();
    const command = startCommand(['start', '--port', '24360'], {
      cwd,
      env: { ROUNDTRIP_SERVICES: root },
    });
    const goOn = await haltBroker(root);
    await says(command, 'building');
    // As a terminal's Ctrl-C comes: to the group, and again by the launcher.
    command.child.kill('SIGINT');
    command.child.kill('SIGINT');
    await says(command, 'stopping', 2_000);
    goOn();
    const { code, stdout, stderr } = await command.done;
    expect(stdout).toMatch(/^stopping .*waited for \(Ctrl-C again ends/m);
    expect(stdout).not.toMatch(/^site +built|^ready +http/m);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(await states(root)).toEqual(['stopped']);
    expect(processesWith(root)).toEqual([]);
    expect(processesWith(cwd)).toEqual([]);
  });

  test('ends at once at a second Ctrl-C, and says what is left', async () => {
    const root = ownServices();
    const command = startCommand(['start', '--port', '24380'], {
      cwd: emptyCourse(),
      env: { ROUNDTRIP_SERVICES: root },
    });
    await haltBroker(root);
    await says(command, 'building');
    let ended = false;
    void command.done.then(() => (ended = true));
    await vi.waitFor(
      () => {
        if (!ended) command.child.kill('SIGINT');
        expect(ended).toBe(true);
      },
      { timeout: 60_000, interval: 400 },
    );
    const { code, stderr } = await command.done;
    expect(stderr).toContain('`npm run services -- down` stops');
    expect(code).toBe(130);
  });
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)(
  'an example that is ended by %s takes its services with it',
  async (signal, exitCode) => {
    const root = ownServices();
    const command = startCommand(['example', 'redis/hanging'], {
      cwd: emptyCourse({ [HANGING]: hanging }),
      env: { ROUNDTRIP_SERVICES: root },
    });
    await says(command, 'waiting');
    command.child.kill(signal);
    command.child.kill(signal);
    const { code, stderr } = await command.done;
    expect(stderr).toMatch(/^stopping .*\nStopped\.$/m);
    expect(code).toBe(exitCode);
    expect(await states(root)).toEqual(['stopped']);
    expect(processesWith(root)).toEqual([]);
  },
);

test('a lesson that is being made when Ctrl-C comes is not made', async () => {
  const command = startCommand(['new', 'redis', 'Sorted sets'], {
    cwd: emptyCourse(),
    env: { ROUNDTRIP_SERVICES: ownServices() },
  });
  await says(command, 'ready in');
  command.child.kill('SIGINT');
  const { code, stderr } = await command.done;
  expect(stderr).toContain('The lesson redis/sorted-sets was not made');
  expect(code).toBe(130);
});

test('a build that is stopped says so, and ends', async () => {
  const cwd = emptyCourse();
  const command = startCommand(['build'], { cwd });
  await vi.waitFor(
    () => expect(processesWith(`${cwd}/.cache/site-`)).not.toEqual([]),
    { timeout: 60_000, interval: 20 },
  );
  command.child.kill('SIGTERM');
  expect(await command.done).toMatchObject({
    code: 143,
    stderr: 'stopping   the build\nStopped.\n',
  });
  expect(processesWith(cwd)).toEqual([]);
});
