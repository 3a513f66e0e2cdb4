import { setTimeout as sleep } from 'node:timers/promises';
import { trialConf } from '../redis-trial-conf.ts';
import type { RedisTrial } from '../service.ts';
import { ServicesError } from '../services-error.ts';
import { docker, imageOf } from './engine.ts';
import {
  isUp,
  lastWords,
  removeContainer,
  startContainer,
  STARTS,
} from './own-container.ts';

const FOLDER = '/data/trial';

/** See Lease.redisTrial. In its container it is asked from inside. */
export function redisTrial(project: string, id: string): RedisTrial {
  return {
    folder: FOLDER,
    async settings(text) {
      const { port, password } = trialConf(text, FOLDER);
      const name = `${project}-${id}-redis-trial`;
      await startContainer(
        { project, id, name },
        ...[imageOf('redis'), 'sh', '-c', START, 'redis', text],
      );
      const secret = password === undefined ? [] : ['-a', password];
      const ask = ['redis-cli', '-p', String(port), '--no-auth-warning'];
      try {
        const end = performance.now() + STARTS;
        while (performance.now() < end) {
          const { out } = await docker([
            ...[
              'exec',
              name,
              ...ask,
              ...secret,
              '--json',
              'CONFIG',
              'GET',
              '*',
            ],
          ]);
          if (out.startsWith('{'))
            return JSON.parse(out) as Record<string, string>;
          if (!(await isUp(name))) break;
          await sleep(50);
        }
        throw new ServicesError(
          `A redis-server with this redis.conf did not start. ${await lastWords(name)}`,
        );
      } finally {
        await removeContainer(name);
      }
    },
  };
}

const START = `mkdir -p ${FOLDER}
printf '%s' "$1" > ${FOLDER}/redis.conf
exec redis-server ${FOLDER}/redis.conf`;
