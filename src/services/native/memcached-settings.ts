import { join } from 'node:path';
import { makeFolder } from '../disk.ts';
import { answers, exchange } from '../exchange.ts';
import { portOfTrial, statsIn } from '../memcached-arguments.ts';
import { findProgram } from '../program.ts';
import { nobody } from './nobody.ts';
import { onTrial } from './trial.ts';

/** See Lease.memcachedSettings. */
export async function memcachedSettings(
  args: string[],
  folder: string,
): Promise<Record<string, string>> {
  const port = portOfTrial(args);
  makeFolder(folder);
  const launch = {
    command: findProgram('memcached') ?? 'memcached',
    args,
    cwd: folder,
    user: nobody(),
    ready: () => answers(port, 'version\r\n', /^VERSION /),
  };
  const what = `memcached ${args.join(' ')}`;
  const log = join(folder, 'trial.log');
  return onTrial({ launch, log, what }, async () =>
    statsIn(await exchange(port, 'stats settings\r\n', /END\r\n$/)),
  );
}
