import { answers, exchange } from '../exchange.ts';
import { makeFolder } from '../disk.ts';
import { findProgram } from '../program.ts';
import type { Launch, NativeServer, Place } from './native-server.ts';
import { nobody } from './nobody.ts';

export const memcached: NativeServer = {
  service: 'memcached',
  programs: [{ command: 'memcached', apt: 'memcached', brew: 'memcached' }],
  firstPorts: { main: 21211 },
  async prepare(place) {
    return [launchMemcached(place)];
  },
  // It keeps nothing, and takes up to a second over SIGTERM.
  stopSignal: 'SIGKILL',
  answers: memcachedAnswers,
  version: memcachedVersion,
  address: ({ ports }) => `127.0.0.1:${ports.main}`,
};

/** A memcached on the loopback and without UDP; with 64 MB, unless told. */
export function launchMemcached(
  { home, ports }: Place,
  flags: readonly string[] = ['-m', '64'],
): Launch {
  const port = ports.main ?? 0;
  makeFolder(home);
  return {
    command: findProgram('memcached') ?? 'memcached',
    args: ['-l', '127.0.0.1', '-p', String(port), '-U', '0', ...flags],
    cwd: home,
    // Not by its own -u: a change of user after the start would undo the
    // death signal that run servers get.
    user: nobody(),
    ready: () => memcachedAnswers({ home, ports }),
  };
}

function memcachedAnswers({ ports }: Place): Promise<boolean> {
  return answers(ports.main ?? 0, 'version\r\n', /^VERSION .*\r\n/);
}

async function memcachedVersion({ ports }: Place): Promise<string> {
  const reply = await exchange(ports.main ?? 0, 'version\r\n', /\r\n$/);
  return /^VERSION (\S+)/.exec(reply)?.[1] ?? 'unknown';
}
