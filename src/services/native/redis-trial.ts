import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../disk.ts';
import { answers } from '../exchange.ts';
import type { ProcessIdentity } from '../process-identity.ts';
import { findProgram } from '../program.ts';
import { trialConf } from '../redis-trial-conf.ts';
import type { RedisTrial } from '../service.ts';
import { ServicesError, messageOf } from '../services-error.ts';
import { redisSettings } from '../slices/redis-contents.ts';
import { startChild } from './child.ts';
import { dyingWithUs, stop } from './dying-with-us.ts';

/** Milliseconds in which a Redis that starts has started. */
const STARTS = 5000;

/** See Lease.redisTrial. */
export function redisTrial(leaseFolder: string): RedisTrial {
  const folder = join(leaseFolder, 'trial');
  return {
    folder,
    async settings(text) {
      makeFolder(folder);
      const { port, password } = trialConf(text, folder);
      const conf = join(folder, 'redis.conf');
      writeFileSync(conf, text);
      const launch = dyingWithUs({
        command: findProgram('redis-server') ?? 'redis-server',
        args: [conf],
        cwd: folder,
        ready: () => answers(port, 'PING\r\n', /^(\+PONG|-NOAUTH)/),
      });
      let server: ProcessIdentity | undefined;
      const spawned = (is: ProcessIdentity) => (server = is);
      const log = join(leaseFolder, 'trial.log');
      try {
        const child = await startChild(launch, log, spawned, STARTS);
        try {
          return await redisSettings(port, password);
        } finally {
          await stop(child, server);
        }
      } catch (error) {
        // Its log goes with the lease: its last words are all that stays.
        const why = messageOf(error).replace(/\nAll of it: .*$/, '');
        throw new ServicesError(
          `A redis-server with this redis.conf did not start: it ${why}`,
        );
      }
    },
  };
}
