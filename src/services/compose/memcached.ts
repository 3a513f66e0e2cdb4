import { setTimeout as sleep } from 'node:timers/promises';
import { answers } from '../exchange.ts';
import { portOfTrial, statsIn } from '../memcached-arguments.ts';
import { reserveRunPort } from '../port.ts';
import { ServicesError } from '../services-error.ts';
import { memcachedLeaks } from '../slices/memcached-contents.ts';
import { lookAtMemcached } from '../slices/memcached-look.ts';
import type { OneOfSeveral } from '../slices/several.ts';
import { portAlias, type Slice } from '../slices/slice.ts';
import { docker, imageOf } from './engine.ts';

/** Milliseconds for a container to answer; its image is there. */
const STARTS = 30_000;

/** By this label the containers of a lease are found again. */
const leaseLabel = (id: string) => `roundtrip.lease=${id}`;

/** A memcached of one lease, in a container of its own, which goes with it. */
export async function takeMemcached(
  project: string,
  id: string,
  { flags, index }: OneOfSeveral,
): Promise<Slice> {
  const port = await reserveRunPort();
  const name = `${project}-${id}-${index + 1}`;
  const published = `127.0.0.1:${port.number}:11211`;
  try {
    await run(
      ...['-d', '--name', name, '-p', published, ...labels(project, id)],
      ...[imageOf('memcached'), 'memcached', '-U', '0', ...flags],
    );
    await untilItAnswers(name, port.number);
  } finally {
    port.free();
  }
  return {
    address: `127.0.0.1:${port.number}`,
    aliases: portAlias(port.number, 11211 + index),
    leaks: (ours) => memcachedLeaks(port.number, ours),
    look: () => lookAtMemcached(port.number),
    async restart() {
      await docker(['restart', '--time', '0', name]);
      await untilItAnswers(name, port.number);
    },
    settings: (args) => memcachedSettings(project, id, args),
    release: async () => void (await docker(['rm', '--force', name])),
  };
}

/** Removes the containers that a lease has left. */
export async function removeMemcacheds(id: string): Promise<void> {
  const { out } = await docker([
    ...['ps', '--all', '--quiet', '--filter', `label=${leaseLabel(id)}`],
  ]);
  const left = out.split('\n').filter(Boolean);
  if (left.length > 0) await docker(['rm', '--force', ...left]);
}

/** See Lease.memcachedSettings. In its container it is asked from inside. */
export async function memcachedSettings(
  project: string,
  id: string,
  args: string[],
): Promise<Record<string, string>> {
  const port = portOfTrial(args);
  const name = `${project}-${id}-trial`;
  await run(
    ...['-d', '--name', name, ...labels(project, id)],
    ...[imageOf('memcached'), 'memcached', ...args],
  );
  try {
    const ask = `exec 3<>/dev/tcp/127.0.0.1/${port} && printf 'stats settings\\r\\nquit\\r\\n' >&3 && cat <&3`;
    const end = performance.now() + STARTS;
    while (performance.now() < end) {
      const { code, out } = await docker(['exec', name, 'bash', '-c', ask]);
      if (code === 0) return statsIn(out);
      if (!(await isUp(name))) break;
      await sleep(50);
    }
    const { out, err } = await docker(['logs', name]);
    throw new ServicesError(
      `memcached ${args.join(' ')} did not start. Its last words:\n${out}${err}`,
    );
  } finally {
    await docker(['rm', '--force', name]);
  }
}

/** The project's label has `docker compose down` remove it as well. */
function labels(project: string, id: string): string[] {
  const compose = [
    `com.docker.compose.project=${project}`,
    'com.docker.compose.service=memcached-of-a-lease',
    'com.docker.compose.oneoff=False',
  ];
  return [...compose, leaseLabel(id)].flatMap((each) => ['--label', each]);
}

async function run(...args: string[]): Promise<void> {
  const { code, err } = await docker(['run', ...args]);
  if (code !== 0) throw new ServicesError(`\`docker run\` failed:\n${err}`);
}

async function untilItAnswers(name: string, port: number): Promise<void> {
  const end = performance.now() + STARTS;
  while (performance.now() < end) {
    if (await answers(port, 'version\r\n', /^VERSION /)) return;
    if (!(await isUp(name))) break;
    await sleep(20);
  }
  const { out, err } = await docker(['logs', name]);
  await docker(['rm', '--force', name]);
  throw new ServicesError(
    `A memcached did not start. Its last words:\n${out}${err}`,
  );
}

async function isUp(name: string): Promise<boolean> {
  const format = '{{.State.Running}}';
  const { out } = await docker(['inspect', '--format', format, name]);
  return out.trim() === 'true';
}
