import { join } from 'node:path';
import { withLock } from '../lock.ts';
import type { LeaseOptions, Service } from '../service.ts';
import { takeDatabase } from '../slices/database.ts';
import { clusterOf } from '../slices/redis-cluster.ts';
import { takeSeveral } from '../slices/several.ts';
import {
  takeSharedMemcached,
  takeSharedRedis,
  takeTurn,
  type Turn,
} from '../slices/shared-server.ts';
import type { Slice } from '../slices/slice.ts';
import { takeVhost } from '../slices/vhost.ts';
import { memcachedSettings, takeMemcached } from './memcached.ts';
import {
  adminAddress,
  managementApi,
  projectOf,
  restartContainer,
} from './project.ts';
import type { ComposeRecord } from './record.ts';
import { redisTrial } from './redis-trial.ts';
import { takeRedis } from './redis.ts';

/**
 * Turns at the servers that all runs share, taken always in the same order,
 * so that two leases cannot wait for each other.
 */
export async function takeTurns(
  root: string,
  services: readonly Service[],
  options: LeaseOptions,
): Promise<Map<Service, Turn>> {
  const turns = new Map<Service, Turn>();
  for (const service of ['memcached', 'redis'] as const) {
    if (!services.includes(service)) continue;
    if (options[service]?.length) continue;
    turns.set(service, await takeTurn(root, service, restartOf(root, service)));
  }
  return turns;
}

/** Restarts its container, one after the other where several are asked for. */
function restartOf(root: string, service: Service): () => Promise<void> {
  const lock = join(root, 'up.lock');
  return () => withLock(lock, () => restartContainer(root, service));
}

/** One service's part of a lease. */
export async function takeSlice(
  root: string,
  service: Service,
  id: string,
  from: {
    record: ComposeRecord;
    turns: Map<Service, Turn>;
    options: LeaseOptions;
  },
): Promise<Slice> {
  const { record, turns, options } = from;
  const port = record.ports[service] ?? 0;
  const project = projectOf(root);
  const restart = restartOf(root, service);
  switch (service) {
    case 'memcached':
      if (options.memcached?.length) {
        return takeSeveral(options.memcached, (one) =>
          takeMemcached(project, id, one),
        );
      }
      return {
        ...(await takeSharedMemcached(port, turns.get(service)!)),
        settings: (args) => memcachedSettings(project, id, args),
      };
    case 'redis':
      if (options.redis?.length) {
        return takeSeveral(
          options.redis,
          (one) => takeRedis(project, id, one),
          clusterOf(options.redis),
        );
      }
      return {
        ...(await takeSharedRedis(
          port,
          record.redisSettings,
          turns.get(service)!,
        )),
        redisTrial: redisTrial(project, id),
      };
    case 'rabbitmq':
      return takeVhost(
        { api: managementApi(record), port },
        id,
        restart,
        options.administrator,
      );
    case 'postgres':
      return takeDatabase(adminAddress('postgres', record), id, restart);
  }
}
