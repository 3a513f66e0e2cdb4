import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { exchange } from '../exchange.ts';
import { reserveRunPort } from '../port.ts';
import { isGone, type ProcessIdentity } from '../process-identity.ts';
import { findProgram } from '../program.ts';
import { memcachedLeaks } from '../slices/memcached-contents.ts';
import { lookAtMemcached } from '../slices/memcached-look.ts';
import { redisLeaks } from '../slices/redis-contents.ts';
import { lookAtRedis } from '../slices/redis-look.ts';
import { portAlias, type Slice } from '../slices/slice.ts';
import { DidNotStart, startChild } from './child.ts';
import { launchMemcached, memcached } from './memcached.ts';
import type { Launch, Place } from './native-server.ts';
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
    launch: launchMemcached,
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
): Promise<Slice> {
  const kind = KINDS[service];
  for (let attempt = 1; ; attempt++) {
    const port = await reserveRunPort();
    const place = { home: join(folder, service), ports: { main: port.number } };
    const log = join(folder, `${service}.log`);
    const start = async () => {
      let identity: ProcessIdentity | undefined;
      const launch = dyingWithUs(kind.launch(place));
      const spawned = (is: ProcessIdentity) => (identity = is);
      const child = await startChild(launch, log, spawned, 10_000);
      return [child, identity] as const;
    };
    try {
      let [child, server] = await start();
      return {
        address: kind.address(place),
        aliases: portAlias(port.number, kind.usualPort),
        leaks: (ours) => kind.leaks(port.number, ours),
        look: () => kind.look(port.number),
        async restart() {
          await kind.save(port.number);
          await stop(child, server);
          [child, server] = await start();
        },
        release: () => stop(child, server),
      };
    } catch (error) {
      if (!(error instanceof DidNotStart) || attempt === 3) throw error;
    } finally {
      port.free();
    }
  }
}

async function stop(
  child: ChildProcess,
  server: ProcessIdentity | undefined,
): Promise<void> {
  child.stdin?.destroy();
  child.kill('SIGKILL');
  if (server) await isGone(server, 2000);
}

/**
 * The same launch, of a process that the kernel kills when we die. Where
 * setpriv is missing, a shell does that: it holds a pipe that only we write
 * to, and when that ends kills its process group.
 */
export function dyingWithUs(
  launch: Launch,
  setpriv: string | false | undefined = process.platform === 'linux' &&
    findProgram('setpriv'),
): Launch {
  const { command, args } = launch;
  if (setpriv) {
    return {
      ...launch,
      command: setpriv,
      args: ['--pdeathsig', 'KILL', '--', command, ...args],
    };
  }
  const guard = '("$@" </dev/null; kill -9 0) & cat >/dev/null; kill -9 0';
  return {
    ...launch,
    command: '/bin/sh',
    args: ['-c', guard, 'guard', command, ...args],
    heldByPipe: true,
  };
}
