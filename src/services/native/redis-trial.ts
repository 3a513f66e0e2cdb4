import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../disk.ts';
import { answers } from '../exchange.ts';
import { findProgram } from '../program.ts';
import { trialConf } from '../redis-trial-conf.ts';
import type { RedisTrial } from '../service.ts';
import { redisSettings } from '../slices/redis-contents.ts';
import { onTrial } from './trial.ts';

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
      const launch = {
        command: findProgram('redis-server') ?? 'redis-server',
        args: [conf],
        cwd: folder,
        ready: () => answers(port, 'PING\r\n', /^(\+PONG|-NOAUTH)/),
      };
      const log = join(leaseFolder, 'trial.log');
      const what = 'A redis-server with this redis.conf';
      return onTrial({ launch, log, what }, () =>
        redisSettings(port, password),
      );
    },
  };
}
