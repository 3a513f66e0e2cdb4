import { join } from 'node:path';
import { containers } from './compose/engine.ts';
import { removeContainersOf } from './compose/own-container.ts';
import {
  adminAddress,
  containerAnswers,
  managementApi,
  projectOf,
  runningServices,
  startProject,
  stopProject,
} from './compose/project.ts';
import { readRecord, type ComposeRecord } from './compose/record.ts';
import { revived } from './compose/revived.ts';
import { takeSlice, takeTurns } from './compose/take-slice.ts';
import { makeFolder } from './disk.ts';
import { holdServices, holdersOf } from './holders.ts';
import { ofLivingLease, sweepLeases, takeLease } from './lease.ts';
import { withLock } from './lock.ts';
import { notRunning } from './not-running.ts';
import {
  ADDRESS_VARIABLE,
  SERVICES,
  type Addresses,
  type Provider,
  type Service,
  type ServiceStatus,
} from './service.ts';
import { emptyPostgres, removeDatabase } from './slices/database.ts';
import { emptyMemcached } from './slices/memcached-contents.ts';
import { emptyRedis } from './slices/redis-contents.ts';
import { emptyRabbitmq, removeAll } from './slices/vhost.ts';
import { SpareDatabases } from './spare-databases.ts';

/** The servers of compose.yaml, in a project of its own for each `root`. */
export function composeServices(root: string): Provider {
  const lock = join(root, 'up.lock');
  const holders = holdersOf(root);

  const spares = new SpareDatabases(root, () => {
    const record = readRecord(root);
    return record?.versions.postgres && adminAddress('postgres', record);
  });

  async function stopAll(): Promise<void> {
    await stopProject(root);
    holders.broughtDown();
  }

  return {
    way: 'compose',
    root,

    async up(services, report) {
      makeFolder(root);
      holders.broughtUp();
      await withLock(lock, () => startProject(root, services, report));
      await sweep(root, await runningServices(root));
    },

    down: () => withLock(lock, stopAll),

    async status() {
      const record = readRecord(root);
      const all = record ? await containers(projectOf(root)) : [];
      return Promise.all(
        SERVICES.map(async (service): Promise<ServiceStatus> => {
          const ours = all.find((one) => one.service === service);
          if (!record || !ours) return { service, state: 'stopped' };
          const up = /^Up/.test(ours.status);
          if (!up || !(await containerAnswers(service, record))) {
            return { service, state: 'dead' };
          }
          const version = record.versions[service];
          const address = adminAddress(service, record);
          return { service, state: 'running', version, address };
        }),
      );
    },

    async reset() {
      const record = readRecord(root);
      if (!record) return;
      const keep = ofLivingLease(root);
      const empty: Record<Service, () => Promise<void>> = {
        memcached: () => emptyMemcached(portOf('memcached', record)),
        redis: () => emptyRedis(portOf('redis', record), record.redisSettings),
        rabbitmq: () => emptyRabbitmq(managementApi(record), keep),
        postgres: () => emptyPostgres(adminAddress('postgres', record), keep),
      };
      const services = await runningServices(root);
      await Promise.all(services.map((service) => empty[service]()));
    },

    async addresses(): Promise<Addresses> {
      const record = readRecord(root);
      const services = await runningServices(root);
      return Object.fromEntries(
        services.map((service) => [
          ADDRESS_VARIABLE[service],
          record && adminAddress(service, record),
        ]),
      );
    },

    async lease(services, options = {}) {
      const record = readRecord(root);
      const running = await revived(root, services, lock);
      const missing = services.filter((service) => !running.includes(service));
      if (missing.length > 0) throw notRunning(missing);
      await sweep(root, running);
      const turns = await takeTurns(root, services, options);
      try {
        const lease = await takeLease(root, services, async (service, id) => {
          if (!record) throw notRunning([service]);
          const asked = { record, turns, options };
          const slice = await takeSlice(root, service, id, asked);
          return { ...slice, version: record.versions[service] };
        });
        spares.given(services);
        return lease;
      } catch (error) {
        for (const turn of turns.values()) turn.end();
        throw error;
      }
    },

    keepSpares: () => spares.keep(),

    async hold() {
      return holdServices(holders, () =>
        withLock(lock, async () => {
          if (holders.any() || holders.areToStay()) return false;
          await stopAll();
          return true;
        }),
      );
    },
  };
}

function portOf(service: Service, record: ComposeRecord): number {
  return record.ports[service] ?? 0;
}

async function sweep(root: string, running: Service[]): Promise<void> {
  const record = readRecord(root);
  if (!record) return;
  await sweepLeases(root, async (service, id) => {
    // The shared ones are emptied by the next to have its turn at them.
    if (service === 'redis' || service === 'memcached')
      return removeContainersOf(id);
    if (!running.includes(service)) throw new Error(`${service} is stopped`);
    await (service === 'rabbitmq'
      ? removeAll(managementApi(record), id)
      : removeDatabase(adminAddress('postgres', record), id));
  });
}
