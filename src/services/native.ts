import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from './disk.ts';
import { holdServices, holdersOf } from './holders.ts';
import { ofLivingLease, sweepLeases, takeLease } from './lease.ts';
import { takeLock, withLock } from './lock.ts';
import { installServers } from './native/install.ts';
import { startServer, stopServer } from './native/lifecycle.ts';
import { killUnder } from './native/own-processes.ts';
import { postgresFolder } from './native/postgres.ts';
import { managementAddress } from './native/rabbitmq.ts';
import { SERVERS } from './native/servers.ts';
import { takeNativeSlice } from './native/take-slice.ts';
import { notRunning } from './not-running.ts';
import { isAlive } from './process-identity.ts';
import {
  ADDRESS_VARIABLE,
  SERVICES,
  type Addresses,
  type Provider,
  type Service,
  type ServiceStatus,
} from './service.ts';
import { ServicesError, messageOf } from './services-error.ts';
import { emptyPostgres, removeDatabase } from './slices/database.ts';
import { emptyMemcached } from './slices/memcached-contents.ts';
import { emptyRedis } from './slices/redis-contents.ts';
import { emptyRabbitmq, removeAll } from './slices/vhost.ts';
import { SpareDatabases } from './spare-databases.ts';
import { readState, type ServerRecord } from './state.ts';

/** The real servers as child processes, with all that they keep in `root`. */
export function nativeServices(root: string): Provider {
  const place = (service: Service, record: ServerRecord) => ({
    home: join(root, service),
    ports: record.ports,
  });
  const lock = join(root, 'up.lock');
  const holders = holdersOf(root);

  /** Stops everything; to be called with the lock held. */
  async function stopAll(): Promise<void> {
    const state = readState(root);
    await Promise.all(
      SERVICES.map((service) =>
        stopServer(SERVERS[service], root, state[service]),
      ),
    );
    // Also what was never noted, and the servers of leases.
    await killUnder([root, postgresFolder(join(root, 'postgres'))]);
    rmSync(join(root, 'state.json'), { force: true });
    holders.broughtDown();
  }

  /** The records of the services that run. */
  function running(): [Service, ServerRecord][] {
    const state = readState(root);
    return SERVICES.flatMap((service) => {
      const record = state[service];
      return record?.ready && record.processes.every(isAlive)
        ? [[service, record]]
        : [];
    });
  }

  function adminAddress(service: Service, record: ServerRecord): string {
    return SERVERS[service].address(place(service, record));
  }

  const spares = new SpareDatabases(root, () => {
    const postgres = new Map(running()).get('postgres');
    return postgres && adminAddress('postgres', postgres);
  });

  async function sweep(records: [Service, ServerRecord][]): Promise<void> {
    const byName = new Map(records);
    await sweepLeases(root, async (service, id) => {
      if (service === 'redis' || service === 'memcached') return; // killed
      const record = byName.get(service);
      if (!record) throw new Error('not running');
      if (service === 'rabbitmq') {
        await removeAll(managementAddress(record.ports), id);
      } else {
        await removeDatabase(adminAddress(service, record), id);
      }
    });
  }

  return {
    way: 'native',
    root,

    async up(services, report) {
      makeFolder(root);
      await installServers(services, report);
      holders.broughtUp();
      await withLock(lock, async () => {
        const state = readState(root);
        const started = await Promise.allSettled(
          services.map((service) =>
            startServer(SERVERS[service], root, state, report),
          ),
        );
        const failures = started.flatMap((result) =>
          result.status === 'rejected' ? messageOf(result.reason) : [],
        );
        if (failures.length > 0) throw new ServicesError(failures.join('\n'));
      });
      await sweep(running());
    },

    async down() {
      // A full disk, where no lock can be written, must not keep them running.
      const release = await takeLock(lock).catch(() => undefined);
      await stopAll();
      release?.();
    },

    async status() {
      const state = readState(root);
      return Promise.all(
        SERVICES.map(async (service): Promise<ServiceStatus> => {
          const record = state[service];
          if (!record) return { service, state: 'stopped' };
          const at = place(service, record);
          const alive = record.processes.every(isAlive);
          if (alive && !record.ready) return { service, state: 'stopped' };
          if (!alive || !(await SERVERS[service].answers(at))) {
            return { service, state: 'dead' };
          }
          return {
            service,
            state: 'running',
            version: record.version,
            address: SERVERS[service].address(at),
            pid: record.processes.at(-1)?.pid,
          };
        }),
      );
    },

    async reset() {
      const keep = ofLivingLease(root);
      await Promise.all(
        running().map(([service, record]) => {
          const port = record.ports.main ?? 0;
          if (service === 'memcached') return emptyMemcached(port);
          if (service === 'redis') return emptyRedis(port);
          return service === 'rabbitmq'
            ? emptyRabbitmq(managementAddress(record.ports), keep)
            : emptyPostgres(adminAddress(service, record), keep);
        }),
      );
    },

    async addresses(): Promise<Addresses> {
      return Object.fromEntries(
        running().map(([service, record]) => [
          ADDRESS_VARIABLE[service],
          adminAddress(service, record),
        ]),
      );
    },

    async lease(services, options) {
      let records = running();
      const isDown = (service: Service) =>
        !records.some(([name]) => name === service);
      if (services.some((each) => isDown(each) && readState(root)[each])) {
        await withLock(lock, async () => {}); // it is being restarted
        records = running();
      }
      const byName = new Map(records);
      const missing = services.filter(isDown);
      if (missing.length > 0) throw notRunning(missing);
      await sweep(records);
      const lease = await takeLease(root, services, async (service, id) => {
        const record = byName.get(service) as ServerRecord;
        const slice = await takeNativeSlice(root, service, record, id, options);
        return { ...slice, version: record.version };
      });
      spares.given(services);
      return lease;
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
