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
import {
  isUp,
  lastWords,
  removeContainer,
  startContainer,
  STARTS,
  untilContainerAnswers,
} from './own-container.ts';

/** A memcached of one lease, in a container of its own, which goes with it. */
export async function takeMemcached(
  project: string,
  id: string,
  { flags, index }: OneOfSeveral,
): Promise<Slice> {
  const port = await reserveRunPort();
  const name = `${project}-${id}-${index + 1}`;
  const published = `127.0.0.1:${port.number}:11211`;
  const answered = () => answers(port.number, 'version\r\n', /^VERSION /);
  try {
    await startContainer(
      { project, id, name, published },
      ...[imageOf('memcached'), 'memcached', '-U', '0', ...flags],
    );
    await untilContainerAnswers(name, answered);
  } catch (error) {
    port.free();
    throw error;
  }
  return {
    address: `127.0.0.1:${port.number}`,
    aliases: portAlias(port.number, 11211 + index),
    leaks: (ours) => memcachedLeaks(port.number, ours),
    look: () => lookAtMemcached(port.number),
    async restart() {
      await docker(['restart', '--time', '0', name]);
      await untilContainerAnswers(name, answered);
    },
    settings: (args) => memcachedSettings(project, id, args),
    // The port is its own until then, also while it is restarted.
    release: () => removeContainer(name).finally(port.free),
  };
}

/** See Lease.memcachedSettings. In its container it is asked from inside. */
export async function memcachedSettings(
  project: string,
  id: string,
  args: string[],
): Promise<Record<string, string>> {
  const port = portOfTrial(args);
  const name = `${project}-${id}-trial`;
  await startContainer(
    { project, id, name },
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
    throw new ServicesError(
      `memcached ${args.join(' ')} did not start. ${await lastWords(name)}`,
    );
  } finally {
    await removeContainer(name);
  }
}
