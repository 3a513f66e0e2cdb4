import { join } from 'node:path';
import { exchange } from '../exchange.ts';
import { reserveRunPort, type ReservedPort } from '../port.ts';
import type { ProcessIdentity } from '../process-identity.ts';
import { isInCluster } from '../redis-conf.ts';
import { memcachedLeaks } from '../slices/memcached-contents.ts';
import { lookAtMemcached } from '../slices/memcached-look.ts';
import { redisLeaks } from '../slices/redis-contents.ts';
import { lookAtRedis } from '../slices/redis-look.ts';
import { followed, shutDown, withPrimaryOf } from '../slices/redis-options.ts';
import type { OneOfSeveral } from '../slices/several.ts';
import { portAlias, type Slice } from '../slices/slice.ts';
import { DidNotStart, startChild } from './child.ts';
import { dyingWithUs, stop } from './dying-with-us.ts';
import { memcachedSettings } from './memcached-settings.ts';
import { launchMemcached, memcached } from './memcached.ts';
import type { Place } from './native-server.ts';
import { redisTrial } from './redis-trial.ts';
import { launchRedis, launchRedisWith, redis } from './redis.ts';

/** How a server that lives for one run is started, found and looked into. */
const KINDS = {
  redis: {
    launch: (place: Place, flags?: readonly string[]) =>
      flags ? launchRedisWith(place, flags) : launchRedis(place, false),
    address: redis.address,
    leaks: redisLeaks,
    look: lookAtRedis,
    // What an operator's restart keeps: Redis writes its file on its way out.
    save: (port: number, flags?: readonly string[]) =>
      flags
        ? shutDown(port)
        : exchange(port, 'SAVE\r\n', /\r\n/).catch(() => ''),
    usualPort: 6379,
  },
  memcached: {
    launch: (place: Place, flags?: readonly string[]) =>
      launchMemcached(place, flags),
    address: memcached.address,
    leaks: memcachedLeaks,
    look: lookAtMemcached,
    save: async () => {},
    usualPort: 11211,
  },
} as const;

/**
 * A redis-server or a memcached for one run: the cleanest isolation there is,
 * and it costs about 10 ms. It dies with this process, even on SIGKILL.
 */
export async function takeRunServer(
  service: keyof typeof KINDS,
  folder: string,
  one?: OneOfSeveral,
): Promise<Slice> {
  const name = one ? `${service}-${one.index + 1}` : service;
  const kind = KINDS[service];
  const flags =
    one && service === 'redis' ? await withPrimaryOf(one) : one?.flags;
  const isNode = service === 'redis' && isInCluster(flags ?? []);
  for (let attempt = 1; ; attempt++) {
    const port = await reserveRunPort();
    const bus = isNode ? await reserveRunPort() : undefined;
    const free = () => {
      port.free();
      bus?.free();
    };
    const place = { home: join(folder, name), ports: portsOf(port, bus) };
    const log = join(folder, `${name}.log`);
    const start = async () => {
      let identity: ProcessIdentity | undefined;
      const launch = dyingWithUs(kind.launch(place, flags));
      const spawned = (is: ProcessIdentity) => (identity = is);
      const child = await startChild(launch, log, spawned, 10_000);
      if (service !== 'redis') return [child, identity] as const;
      try {
        await followed(port.number, flags);
        return [child, identity] as const;
      } catch (error) {
        await stop(child, identity);
        throw error;
      }
    };
    try {
      let [child, server] = await start();
      return {
        address: kind.address(place),
        inside: { host: '127.0.0.1', port: port.number, bus: bus?.number },
        aliases: portAlias(port.number, kind.usualPort + (one?.index ?? 0)),
        leaks: (ours) => kind.leaks(port.number, ours),
        look: () => kind.look(port.number),
        async restart() {
          await kind.save(port.number, flags);
          await stop(child, server);
          [child, server] = await start();
        },
        ...(service === 'memcached'
          ? { settings: (args) => memcachedSettings(args, folder) }
          : { redisTrial: redisTrial(folder) }),
        // Its ports are its own until then, also while it is restarted.
        release: () => stop(child, server).finally(free),
      };
    } catch (error) {
      free();
      if (!(error instanceof DidNotStart) || attempt === 3) throw error;
    }
  }
}

function portsOf(port: ReservedPort, bus: ReservedPort | undefined) {
  return { main: port.number, ...(bus && { bus: bus.number }) };
}
