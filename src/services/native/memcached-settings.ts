import { join } from 'node:path';
import { makeFolder } from '../disk.ts';
import { answers, exchange } from '../exchange.ts';
import { portOfTrial, statsIn } from '../memcached-arguments.ts';
import type { ProcessIdentity } from '../process-identity.ts';
import { findProgram } from '../program.ts';
import { ServicesError, messageOf } from '../services-error.ts';
import { startChild } from './child.ts';
import { dyingWithUs, stop } from './dying-with-us.ts';
import { nobody } from './nobody.ts';

/** Milliseconds in which a memcached that starts has started. */
const STARTS = 5000;

/** See Lease.memcachedSettings. */
export async function memcachedSettings(
  args: string[],
  folder: string,
): Promise<Record<string, string>> {
  const port = portOfTrial(args);
  makeFolder(folder);
  const launch = dyingWithUs({
    command: findProgram('memcached') ?? 'memcached',
    args,
    cwd: folder,
    user: nobody(),
    ready: () => answers(port, 'version\r\n', /^VERSION /),
  });
  let server: ProcessIdentity | undefined;
  const log = join(folder, 'trial.log');
  const spawned = (is: ProcessIdentity) => (server = is);
  try {
    const child = await startChild(launch, log, spawned, STARTS);
    try {
      return statsIn(await exchange(port, 'stats settings\r\n', /END\r\n$/));
    } finally {
      await stop(child, server);
    }
  } catch (error) {
    // Its log goes with the lease: its last words are all that stays.
    const why = messageOf(error).replace(/\nAll of it: .*$/, '');
    throw new ServicesError(
      `memcached ${args.join(' ')} did not start: it ${why}`,
    );
  }
}
