import { existsSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { managementNames } from '../../services/slices/management.ts';
import { isAlive } from '../../services/process-identity.ts';
import type { Life } from './life.ts';
import { labProcesses, ownProcesses } from './own-processes.ts';

/** Milliseconds for what ends by itself to have ended. */
const SETTLED_MS = 45_000;

/**
 * Waits until nothing is left, at most for a while; resolves to what is there
 * then.
 */
export async function untilNone(
  look: () => Promise<string[]>,
): Promise<string[]> {
  const end = performance.now() + SETTLED_MS;
  for (;;) {
    const left = await look();
    if (left.length === 0 || performance.now() > end) return left;
    await sleep(250);
  }
}

/** What leases have left on servers, once there is none. */
export async function leftOnServers(life: Life): Promise<string[]> {
  const { provider, services } = life;
  const left: string[] = [];
  // Who takes a lease sweeps what the dead have left.
  const lease = await provider.lease(services, { administrator: true });
  try {
    const { RABBITMQ_MANAGEMENT_URL: api } = lease.addresses;
    if (api) {
      const names = async (kind: string) =>
        (await managementNames(api, `/${kind}?columns=name`)).filter(
          (name) => !['/', 'guest', lease.id].includes(name),
        );
      left.push(...(await names('vhosts')).map((name) => `vhost ${name}`));
      left.push(...(await names('users')).map((name) => `user ${name}`));
      const queues = await managementNames(
        api,
        '/queues?disable_stats=true&enable_queue_totals=true',
      );
      left.push(...queues.map((name) => `queue ${name}`));
    }
    const { DATABASE_URL: address } = await provider.addresses();
    if (address && services.includes('postgres'))
      left.push(...(await leftInPostgres(address, lease.id)));
  } finally {
    await lease.release();
  }
  const leases = path.join(provider.root, 'leases');
  if (existsSync(leases))
    left.push(...readdirSync(leases).map((name) => `lease ${name}`));
  return left;
}

async function leftInPostgres(address: string, own: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `SELECT 'database ' || datname AS name FROM pg_database
       WHERE datname LIKE 'lease%' AND datname <> $1
       UNION ALL SELECT 'role ' || rolname FROM pg_roles
       WHERE rolname LIKE 'lease%' AND rolname <> $1`,
      [own],
    );
    return rows.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

/** Processes and scratch folders that a lab has left which has ended. */
export async function leftByLab({ place, lab }: Life): Promise<string[]> {
  const processes = labProcesses(place, lab.identity);
  const folders = readdirSync(place.scratch.folder).filter(
    (name) => name !== '.ballast',
  );
  return [
    ...(lab.identity && isAlive(lab.identity) ? ['the lab itself'] : []),
    ...processes.map(({ pid }) => `process ${pid}`),
    ...folders.map((name) => `scratch folder ${name}`),
  ];
}

/**
 * What is there of all when servers and lab have ended.
 * @param ports that they had; those that are free are taken out
 */
export async function leftOfAll(
  { place }: Life,
  ports: Set<number>,
): Promise<string[]> {
  // One that was free may be another program's by the next look.
  for (const port of ports) if (!(await isOpen(port))) ports.delete(port);
  return [
    ...ownProcesses(place).map(({ pid, command }) =>
      `process ${pid} ${command.slice(0, 80)}`.trim(),
    ),
    ...[...ports].map((port) => `port ${port}`),
  ];
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => (socket.destroy(), resolve(true)));
    socket.once('error', () => resolve(false));
  });
}
