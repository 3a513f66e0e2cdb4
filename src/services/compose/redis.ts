import { answers } from '../exchange.ts';
import { reserveRunPort } from '../port.ts';
import { redisConf } from '../redis-conf.ts';
import { redisLeaks } from '../slices/redis-contents.ts';
import { lookAtRedis } from '../slices/redis-look.ts';
import { followed, shutDown, withPrimaryOf } from '../slices/redis-options.ts';
import type { OneOfSeveral } from '../slices/several.ts';
import { portAlias, type Slice } from '../slices/slice.ts';
import { docker, imageOf } from './engine.ts';
import {
  addressInside,
  removeContainer,
  startContainer,
  untilContainerAnswers,
} from './own-container.ts';
import { redisTrial } from './redis-trial.ts';

/** In its container it is reached from outside, and it is published here only. */
const OPEN = ['--bind', '*', '--protected-mode', 'no', '--dir', '/data'];

/** A Redis of one lease, in a container of its own, which goes with it. */
export async function takeRedis(
  project: string,
  id: string,
  one: OneOfSeveral,
): Promise<Slice> {
  const options = await withPrimaryOf(one);
  const port = await reserveRunPort();
  const name = `${project}-${id}-redis-${one.index + 1}`;
  const published = `127.0.0.1:${port.number}:6379`;
  const started = async () => {
    await untilContainerAnswers(name, () =>
      answers(port.number, 'PING\r\n', /^\+PONG/),
    );
    await followed(port.number, options);
  };
  try {
    await startContainer(
      { project, id, name, published },
      ...[imageOf('redis'), 'sh', '-c', START, 'redis'],
      redisConf([...options, ...OPEN]),
    );
    await started();
  } catch (error) {
    await removeContainer(name);
    port.free();
    throw error;
  }
  return {
    address: `redis://127.0.0.1:${port.number}`,
    inside: { host: await addressInside(name), port: 6379 },
    aliases: portAlias(port.number, 6379 + one.index),
    leaks: (ours) => redisLeaks(port.number, ours),
    look: () => lookAtRedis(port.number),
    async restart() {
      await shutDown(port.number);
      await docker(['restart', '--time', '1', name]);
      await started();
    },
    redisTrial: redisTrial(project, id),
    // The port is its own until then, also while it is restarted.
    release: () => removeContainer(name).finally(port.free),
  };
}

/**
 * Its settings are in a file that CONFIG REWRITE can write to and a restart
 * finds again; and it is called by its path, by which it starts itself again.
 */
const START = `mkdir -p /data
[ -f /data/redis.conf ] || printf '%s' "$1" > /data/redis.conf
exec "$(command -v redis-server)" /data/redis.conf`;
