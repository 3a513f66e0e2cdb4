import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answers, exchange } from '../exchange.ts';
import { makeFolder } from '../disk.ts';
import { findProgram } from '../program.ts';
import { redisConf } from '../redis-conf.ts';
import type { Launch, NativeServer, Place } from './native-server.ts';

export const redis: NativeServer = {
  service: 'redis',
  programs: [{ command: 'redis-server', apt: 'redis-server', brew: 'redis' }],
  firstPorts: { main: 21379 },
  async prepare(place) {
    return [launchRedis(place, true)];
  },
  answers: redisAnswers,
  version: redisVersion,
  address: ({ ports }) => `redis://127.0.0.1:${ports.main}`,
};

/** A redis-server that keeps an append-only file, or nothing at all. */
export function launchRedis({ home, ports }: Place, durable: boolean): Launch {
  const port = ports.main ?? 0;
  makeFolder(home);
  return {
    command: findProgram('redis-server') ?? 'redis-server',
    args: [
      ...['--bind', '127.0.0.1', '--port', String(port), '--dir', home],
      ...['--save', '', '--appendonly', durable ? 'yes' : 'no'],
    ],
    cwd: home,
    ready: () => redisAnswers({ home, ports }),
  };
}

/** A redis-server with these options; what CONFIG REWRITE wrote counts on. */
export function launchRedisWith(
  { home, ports }: Place,
  options: readonly string[],
): Launch {
  makeFolder(home);
  const conf = join(home, 'redis.conf');
  const port = ['--port', String(ports.main ?? 0)];
  const bus = ports.bus ? ['--cluster-port', String(ports.bus)] : [];
  const own = ['--bind', '127.0.0.1', ...port, ...bus, '--dir', home];
  if (!existsSync(conf)) writeFileSync(conf, redisConf([...options, ...own]));
  return {
    command: findProgram('redis-server') ?? 'redis-server',
    args: [conf],
    cwd: home,
    ready: () => redisAnswers({ home, ports }),
  };
}

function redisAnswers({ ports }: Place): Promise<boolean> {
  // -LOADING, while it reads its file, is not ready yet. A password that
  // CONFIG SET left (-NOAUTH) means that it is up.
  return answers(ports.main ?? 0, 'PING\r\n', /^(\+PONG|-NOAUTH)/);
}

async function redisVersion({ ports }: Place): Promise<string> {
  const reply = await exchange(
    ports.main ?? 0,
    'INFO server\r\n',
    /executable:|^-/,
  );
  return /redis_version:(\S+)/.exec(reply)?.[1] ?? 'unknown';
}
