import { signal } from '../../../services/process-identity.ts';
import { identify } from '../../../services/process-identity.ts';
import { processesUnder } from '../../../services/native/own-processes.ts';
import type { Service } from '../../../services/service.ts';
import path from 'node:path';
import type { Act, Life } from '../life.ts';
import { runOn } from './run.ts';
import type { Chance } from '../chance.ts';

/** kill -9 of a server; it is brought up again, and a run on it finishes. */
export const killServer: Act = {
  name: 'kill-server',
  weight: 4,
  kind: 'blow',
  uses: ['memcached', 'redis', 'rabbitmq', 'postgres'],
  async run(life, chance) {
    const service = chance.pick(life.services);
    await life.troubles.during('servers', async () => {
      const status = await life.provider.status();
      const pid = status.find((each) => each.service === service)?.pid;
      const server = pid === undefined ? undefined : identify(pid);
      if (!server) {
        life.tally.note('Servers in containers are not killed.');
        return;
      }
      signal(server, 'SIGKILL');
      await life.provider.up([service], () => {});
      life.tally.count('killedServers');
    });
    await runsAgain(life, service, chance);
  },
};

async function runsAgain(life: Life, service: Service, chance: Chance) {
  const example = life.examples.find(({ uses }) => uses.includes(service));
  if (!example || life.signal.aborted) return;
  await runOn(life, await life.page(chance), example);
  life.tally.count('runs');
}

/** kill -9 of the servers of a lease, in the middle of its run. */
export const killLeased: Act = {
  name: 'kill-leased',
  weight: 4,
  kind: 'blow',
  uses: ['memcached', 'redis'],
  async run(life, chance) {
    await life.troubles.during('servers', async () => {
      const leases = path.join(life.place.services, 'leases');
      for (const server of processesUnder([leases]))
        if (chance.percent(70) && signal(server, 'SIGKILL'))
          life.tally.count('killedServers');
    });
  },
};
