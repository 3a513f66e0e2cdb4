import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { startCommand, type Command } from './command.ts';
import { ownServices, processesWith, states } from './own-services.ts';

// The site of a fresh clone may have to be built, types of all code and all, while
// other tests have the cores.
const BOOT = { timeout: 240_000, interval: 20 };

const address = ({ output }: Command) =>
  /(?<=^ready +)http:\/\/localhost:(\d+)\//m.exec(output().stdout);

async function ready(command: Command): Promise<string> {
  await vi.waitFor(() => {
    if (command.child.exitCode !== null)
      throw new Error(`npm start ended: ${JSON.stringify(command.output())}`);
    expect(address(command), command.output().stdout).not.toBeNull();
  }, BOOT);
  return address(command)![0];
}

describe('npm start', { timeout: 600_000 }, () => {
  test('names its steps, serves the site on one address, and leaves nothing after Ctrl-C', async () => {
    const root = ownServices();
    const command = startCommand(['start', '--port', '24300'], {
      env: { ROUNDTRIP_SERVICES: root },
    });
    const url = await ready(command);
    const { stdout } = command.output();
    for (const step of [
      /^Node {7}\d+\.\d+\.\d+$/m,
      /^site +built/m,
      /^ready +http/m,
    ])
      expect(stdout).toMatch(step);
    for (const service of ['memcached', 'redis', 'rabbitmq', 'postgres'])
      expect(stdout).toMatch(new RegExp(`^${service} +ready in \\d+ ms`, 'm'));

    const page = await fetch(url);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('Roundtrip');

    command.child.kill('SIGINT');
    const { code, stderr } = await command.done;
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(await states(root)).toEqual(['stopped']);
    expect(processesWith(root)).toEqual([]);
  });

  test('two at once share the services, and the last one stops them', async () => {
    const env = { ROUNDTRIP_SERVICES: ownServices() };
    const one = startCommand(['start', '--port', '24320'], { env });
    const two = startCommand(['start', '--port', '24320'], { env });
    const [first, second] = await Promise.all([ready(one), ready(two)]);
    expect(one.output().stdout + two.output().stdout).toMatch(
      first < second
        ? `Roundtrip already runs at ${first}; this one is at ${second}.`
        : `Roundtrip already runs at ${second}; this one is at ${first}.`,
    );
    one.child.kill('SIGTERM');
    expect((await one.done).code).toBe(0);
    expect((await one.done).stdout).toContain(
      'the services stay up: `npm run services -- down` stops them',
    );
    expect((await fetch(second)).status).toBe(200);
    expect(await states(env.ROUNDTRIP_SERVICES)).toEqual(['running']);
    two.child.kill('SIGTERM');
    expect((await two.done).code).toBe(0);
    expect(await states(env.ROUNDTRIP_SERVICES)).toEqual(['stopped']);
    expect(processesWith(env.ROUNDTRIP_SERVICES)).toEqual([]);
  });

  test('says who has its port, and takes the next', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    const command = startCommand(['start', '--port', String(port)], {
      env: { ROUNDTRIP_SERVICES: ownServices() },
    });
    const url = await ready(command);
    expect(command.output().stdout).toMatch(
      new RegExp(`Port ${port} is in use by node \\(pid ${process.pid}\\)`),
    );
    expect(Number(new URL(url).port)).toBeGreaterThan(port);
    command.child.kill('SIGTERM');
    expect((await command.done).code).toBe(0);
  });
});
