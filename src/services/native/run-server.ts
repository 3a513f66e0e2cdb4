import { join } from 'node:path';
import { exchange } from '../exchange.ts';
import { reserveRunPort } from '../port.ts';
import type { ProcessIdentity } from '../process-identity.ts';
import { memcachedLeaks } from '../slices/memcached-contents.ts';
import { lookAtMemcached } from '../slices/memcached-look.ts';
import { redisLeaks } from '../slices/redis-contents.ts';
import { lookAtRedis } from '../slices/redis-look.ts';
import type { OneOfSeveral } from '../slices/several.ts';
import { portAlias, type Slice } from '../slices/slice.ts';
import { DidNotStart, startChild } from './child.ts';
import { dyingWithUs, stop } from './dying-with-us.ts';
import { memcachedSettings } from './memcached-settings.ts';
import { launchMemcached, memcached } from './memcached.ts';
import type { Place } from './native-server.ts';
import { launchRedis, redis } from './redis.ts';

/** How a server that lives for one run is started, found and looked into. */
const KINDS = {
  redis: {
    launch: (place: Place) => launchRedis(place, false),
    address: redis.address,
    leaks: redisLeaks,
    look: lookAtRedis,
    // What an operator's restart keeps: Redis writes its file on its way out.
    save: (port: number) => exchange(port, 'SAVE\r\n', /\r\n/).catch(() => ''),
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
  for (let attempt = 1; ; attempt++) {
    const port = await reserveRunPort();
    const place = { home: join(folder, name), ports: { main: port.number } };
    const log = join(folder, `${name}.log`);
    const start = async () => {
      let identity: ProcessIdentity | undefined;
      const launch = dyingWithUs(kind.launch(place, one?.flags));
      const spawned = (is: ProcessIdentity) => (identity = is);
      const child = await startChild(launch, log, spawned, 10_000);
      return [child, identity] as const;
    };
    try {
      let [child, server] = await start();
      return {
        address: kind.address(place),
        aliases: portAlias(port.number, kind.usualPort + (one?.index ?? 0)),
        leaks: (ours) => kind.leaks(port.number, ours),
        look: () => kind.look(port.number),
        async restart() {
          await kind.save(port.number);
          await stop(child, server);
          [child, server] = await start();
        },
        ...(service === 'memcached' && {
          settings: (args: string[]) => memcachedSettings(args, folder),
        }),
        release: () => stop(child, server),
      };
    } catch (error) {
      if (!(error instanceof DidNotStart) || attempt === 3) throw error;
    } finally {
      port.free();
    }
  }
}
