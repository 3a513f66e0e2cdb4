import { expect, inject, test, vi } from 'vitest';
import { eventsOf, send } from '../lab/lab-client.ts';
import { startCommand } from './command.ts';

test('npm run dev shows the pages, and runs examples', async () => {
  const command = startCommand(['dev', '--port', '24400'], {
    env: { ROUNDTRIP_SERVICES: inject('servicesRoot') },
  });
  const address = () =>
    /ready +http:\/\/localhost:(\d+)\//.exec(command.output().stdout);
  await vi.waitFor(
    () => {
      const { stdout, stderr } = command.output();
      expect(command.child.exitCode, stderr).toBeNull();
      expect(address(), stdout).not.toBeNull();
    },
    { timeout: 120_000, interval: 50 },
  );
  const port = Number(address()![1]);
  const page = await send(port, {
    method: 'GET',
    path: '/redis/pub-sub/',
    headers: { origin: 'http://localhost:9999' },
  });
  // It holds the lab's token, so a page of another origin may not read it.
  expect(Object.keys(page.headers)).not.toContain(
    'access-control-allow-origin',
  );
  const [, token] = /lab-token" content="([^"]+)"/.exec(page.text)!;
  const run = await send(port, {
    method: 'POST',
    path: '/lab/runs',
    headers: { 'content-type': 'application/json', 'x-lab-token': token! },
    body: '{"example":"redis/pub-sub-gap"}',
  });
  expect(run.status, run.text).toBe(200);
  expect(eventsOf(run.text).at(-1)).toMatchObject({ outcome: 'finished' });

  command.child.kill('SIGINT');
  expect((await command.done).code).toBe(0);
});
