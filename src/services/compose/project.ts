import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { lastLines } from '../native/log.ts';
import { memcached } from '../native/memcached.ts';
import { SERVERS } from '../native/servers.ts';
import { redis } from '../native/redis.ts';
import { withPorts } from '../port.ts';
import type { Progress, Service } from '../service.ts';
import { ServicesError } from '../services-error.ts';
import { closeTemplates, postgresVersion } from '../slices/database.ts';
import { redisSettings } from '../slices/redis-contents.ts';
import { rabbitmqVersion } from '../slices/vhost.ts';
import { compose, containers } from './engine.ts';
import {
  newRecord,
  readRecord,
  recordPath,
  writeRecord,
  type ComposeRecord,
} from './record.ts';

/** The first start may have to fetch images. */
const UP = 300_000;

/** The compose project of a root: two roots have two. */
export function projectOf(root: string): string {
  const hash = createHash('sha256').update(root).digest('hex').slice(0, 8);
  return `roundtrip-${hash}`;
}

/** The services whose containers run and have answered; asks docker. */
export async function runningServices(root: string): Promise<Service[]> {
  const record = readRecord(root);
  if (!record) return [];
  return (await containers(projectOf(root)))
    .filter(({ service, status }) => {
      return /^Up/.test(status) && record.versions[service];
    })
    .map(({ service }) => service);
}

/** Removes the containers, and their data, which is scratch. */
export async function stopProject(root: string): Promise<void> {
  const said = await compose(
    projectOf(root),
    undefined,
    ...['down', '--volumes', '--remove-orphans', '--timeout', '5'],
  );
  if (said.code !== 0) throw refused('down', said.err);
  rmSync(recordPath(root), { force: true });
}

/** Starts those of the services that do not answer; resolves when all do. */
export async function startProject(
  root: string,
  services: readonly Service[],
  report: (progress: Progress) => void,
): Promise<void> {
  const record = readRecord(root) ?? (await newRecord());
  const before = await runningServices(root);
  const missing = services.filter((service) => !before.includes(service));
  for (const service of services) {
    if (before.includes(service)) report({ service, state: 'running' });
  }
  if (missing.length === 0) return;
  for (const service of missing) report({ service, state: 'starting' });
  writeRecord(root, record);
  const began = performance.now();
  const said = await compose(projectOf(root), record, 'up', '-d', ...missing);
  if (said.code !== 0) {
    // Somebody else has one of the recorded ports by now: take new ones.
    const taken = /already (allocated|in use)/.test(said.err);
    if (!taken || before.length > 0) throw refused('up', said.err);
    await stopProject(root);
    return startProject(root, services, report);
  }
  for (const service of missing) report({ service, state: 'booting' });
  await Promise.all(
    missing.map(async (service) => {
      await untilItAnswers(root, service, record, report);
      await noteWhatItIs(service, record);
      report({ service, state: 'ready', ms: performance.now() - began });
    }),
  );
  writeRecord(root, record);
}

/** Restarts one container; resolves when its server answers again. */
export async function restartContainer(
  root: string,
  service: Service,
): Promise<void> {
  const record = readRecord(root);
  if (!record) throw new ServicesError(`${service} does not run.`);
  await withPorts(portsOf(service, record), async () => {
    const args = ['restart', '--timeout', '5', service];
    const said = await compose(projectOf(root), record, ...args);
    if (said.code !== 0) throw refused('restart', said.err);
    await untilItAnswers(root, service, record, () => {});
  });
}

/** Our own probes see it sooner than the healthcheck's next round does. */
async function untilItAnswers(
  root: string,
  service: Service,
  record: ComposeRecord,
  report: (progress: Progress) => void,
): Promise<void> {
  const end = performance.now() + UP;
  for (let round = 1; ; round++) {
    if (await containerAnswers(service, record)) return;
    await sleep(50);
    const late = performance.now() > end;
    if (round % 40 !== 0 && !late) continue;
    const all = await containers(projectOf(root));
    const status = all.find((one) => one.service === service)?.status;
    if (status?.startsWith('Up') && !late) continue;
    const logs = await compose(projectOf(root), record, 'logs', service);
    const detail =
      `${service} did not start: docker says "${status ?? 'no container'}". ` +
      `Its last words:\n${lastLines(logs.out || logs.err)}`;
    report({ service, state: 'failed', detail });
    throw new ServicesError(detail);
  }
}

/** True when the service answers at its published port. */
export async function containerAnswers(
  service: Service,
  record: ComposeRecord,
): Promise<boolean> {
  if (service === 'rabbitmq') {
    return rabbitmqVersion(managementApi(record)).then(
      () => true,
      () => false,
    );
  }
  return SERVERS[service].answers(placeOf(service, record));
}

/** Its version, and what a run may change and must be put back. */
async function noteWhatItIs(
  service: Service,
  record: ComposeRecord,
): Promise<void> {
  const place = placeOf(service, record);
  const address = adminAddress(service, record);
  const versions = {
    memcached: () => memcached.version(place),
    redis: () => redis.version(place),
    rabbitmq: () => rabbitmqVersion(managementApi(record)),
    postgres: () => postgresVersion(address),
  };
  record.versions[service] = await versions[service]();
  if (service === 'redis') {
    record.redisSettings = await redisSettings(record.ports.redis ?? 0);
  }
  if (service === 'postgres') await closeTemplates(address);
}

/** All that the container publishes. */
function portsOf(service: Service, { ports }: ComposeRecord): number[] {
  const names = service === 'rabbitmq' ? [service, 'management'] : [service];
  return names.flatMap((name) => ports[name] ?? []);
}

function placeOf(service: Service, record: ComposeRecord) {
  return { home: '', ports: { main: record.ports[service] ?? 0 } };
}

/** The management API, with the administrator's credentials. */
export function managementApi({ ports, password }: ComposeRecord): string {
  return `http://guest:${password}@127.0.0.1:${ports.management}/api`;
}

/** The administrator's address, as the examples' variable holds it. */
export function adminAddress(
  service: Service,
  { ports, password }: ComposeRecord,
): string {
  const at = `127.0.0.1:${ports[service]}`;
  return {
    memcached: at,
    redis: `redis://${at}`,
    rabbitmq: `amqp://guest:${password}@${at}`,
    postgres: `postgres://postgres:${password}@${at}/postgres`,
  }[service];
}

function refused(what: string, said: string): ServicesError {
  return new ServicesError(
    `\`docker compose ${what}\` failed:\n${lastLines(said)}\n` +
      'Mend that, or do without Docker: SERVICES=native.',
  );
}
