import { join } from 'node:path';
import { leaseFolder } from '../lease-notes.ts';
import { withLock } from '../lock.ts';
import type { LeaseOptions, Service } from '../service.ts';
import { takeDatabase } from '../slices/database.ts';
import { clusterOf } from '../slices/redis-cluster.ts';
import { takeSeveral } from '../slices/several.ts';
import type { Slice } from '../slices/slice.ts';
import { takeVhost } from '../slices/vhost.ts';
import type { ServerRecord } from '../state.ts';
import { managementAddress } from './rabbitmq.ts';
import { restartServer } from './restart.ts';
import { takeRunServer } from './run-server.ts';
import { SERVERS } from './servers.ts';

/**
 * One service's part of a lease: a server of its own where that costs
 * milliseconds, else a part of the one that runs.
 */
export async function takeNativeSlice(
  root: string,
  service: Service,
  record: ServerRecord,
  id: string,
  options: LeaseOptions = {},
): Promise<Slice> {
  if (service === 'memcached' && options.memcached?.length) {
    const folder = leaseFolder(root, id);
    return takeSeveral(options.memcached, (one) =>
      takeRunServer(service, folder, one),
    );
  }
  if (service === 'redis' && options.redis?.length) {
    const folder = leaseFolder(root, id);
    return takeSeveral(
      options.redis,
      (one) => takeRunServer(service, folder, one),
      clusterOf(options.redis),
    );
  }
  if (service === 'redis' || service === 'memcached') {
    return takeRunServer(service, leaseFolder(root, id));
  }
  const restart = () =>
    withLock(join(root, 'up.lock'), () =>
      restartServer(SERVERS[service], root),
    );
  const { ports } = record;
  if (service === 'rabbitmq') {
    const at = { api: managementAddress(ports), port: ports.main ?? 0 };
    return takeVhost(at, id, restart, options.administrator);
  }
  const address = SERVERS[service].address({
    home: join(root, service),
    ports,
  });
  return takeDatabase(address, id, restart);
}
