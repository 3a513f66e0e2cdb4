import { join } from 'node:path';
import { makeFolder } from '../disk.ts';
import { reservePort, type ReservedPort } from '../port.ts';
import { isAlive, signal } from '../process-identity.ts';
import type { Progress } from '../service.ts';
import { ServicesError, messageOf } from '../services-error.ts';
import { writeState, type ServerRecord, type State } from '../state.ts';
import { DidNotStart, startChild, stopChild, waitUntilReady } from './child.ts';
import type { NativeServer, Place } from './native-server.ts';
import { killUnder } from './own-processes.ts';
import { postgresFolder } from './postgres.ts';

/** How long a server may take to answer, in ms: RabbitMQ on a busy machine. */
const BOOT = 90_000;
/** How long one that has answered before may take to answer again. */
const AGAIN = 5_000;

/** What a server logs whose port is in use. */
const PORT_TAKEN =
  /address (already )?in use|eaddrinuse|dist_port_already_used|failed to listen/i;

/**
 * Sees to it that the server runs: adopts the one that does, starts it
 * otherwise. Each process is in `state`, and that on the disk, from the moment
 * that it exists. Throws a ServicesError with the last lines of its log.
 */
export async function startServer(
  server: NativeServer,
  root: string,
  state: State,
  report: (progress: Progress) => void,
): Promise<void> {
  const { service } = server;
  if (await adopt(server, root, state)) {
    report({ service, state: 'running' });
    return;
  }
  await stopServer(server, root, state[service]);
  report({ service, state: 'starting' });
  const start = performance.now();
  try {
    await startOnFreePorts(server, root, state, () =>
      report({ service, state: 'booting' }),
    );
  } catch (error) {
    delete state[service];
    writeState(root, state);
    await killUnder(foldersOf(server, root));
    const detail = explain(server, root, error);
    report({ service, state: 'failed', detail });
    throw new ServicesError(detail);
  }
  report({ service, state: 'ready', ms: performance.now() - start });
}

/** Stops what runs of it, whether it was noted or not. */
export async function stopServer(
  server: NativeServer,
  root: string,
  record: ServerRecord | undefined,
): Promise<void> {
  const processes = record?.processes ?? [];
  const main = processes.at(-1);
  if (main && isAlive(main)) {
    await stopChild(main, logOf(server, root), server.stopSignal, server.saved);
  }
  for (const other of processes) signal(other, 'SIGKILL');
  await killUnder(foldersOf(server, root));
}

/** True when the noted server lives and answers, or does so while it boots. */
async function adopt(
  server: NativeServer,
  root: string,
  state: State,
): Promise<boolean> {
  const record = state[server.service];
  const main = record?.processes.at(-1);
  if (!record || !main || !record.processes.every(isAlive)) return false;
  const place = { home: join(root, server.service), ports: record.ports };
  const ready = () => server.answers(place);
  const wait = record.ready ? AGAIN : BOOT;
  if (!(await waitUntilReady({ ready }, main, wait))) return false;
  if (!record.ready) await finish(server, root, state, record, place);
  return true;
}

async function startOnFreePorts(
  server: NativeServer,
  root: string,
  state: State,
  booting: () => void,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const reserved = await reservePorts(server);
    const ports = Object.fromEntries(
      Object.entries(reserved).map(([name, port]) => [name, port.number]),
    );
    try {
      await startOn(
        { home: join(root, server.service), ports },
        server,
        root,
        state,
        booting,
      );
      return;
    } catch (error) {
      const taken = error instanceof DidNotStart && PORT_TAKEN.test(error.log);
      if (!taken || attempt === 5) throw error;
      await killUnder(foldersOf(server, root));
    } finally {
      for (const port of Object.values(reserved)) port.free();
    }
  }
}

async function reservePorts(
  server: NativeServer,
): Promise<Record<string, ReservedPort>> {
  const ports: Record<string, ReservedPort> = {};
  for (const [name, first] of Object.entries(server.firstPorts)) {
    ports[name] = await reservePort(first);
  }
  return ports;
}

/**
 * Starts its processes on these ports, and notes them.
 * @param booting is told when the last of them is there
 */
export async function startOn(
  place: Place,
  server: NativeServer,
  root: string,
  state: State,
  booting: () => void = () => {},
): Promise<void> {
  const log = logOf(server, root);
  makeFolder(join(root, 'logs'));
  const record: ServerRecord = {
    processes: [],
    ports: place.ports,
    ready: false,
  };
  const launches = await server.prepare(place);
  state[server.service] = record;
  for (const launch of launches) {
    const spawned = (identity: ServerRecord['processes'][number]) => {
      record.processes.push(identity);
      writeState(root, state);
      if (record.processes.length === launches.length) booting();
    };
    await startChild(launch, log, spawned, BOOT);
  }
  await finish(server, root, state, record, place);
}

async function finish(
  server: NativeServer,
  root: string,
  state: State,
  record: ServerRecord,
  place: Place,
): Promise<void> {
  await server.afterStart?.(place);
  record.version = await server.version(place);
  record.ready = true;
  writeState(root, state);
}

/** Why it did not start, as a sentence. */
export function explain(
  server: NativeServer,
  root: string,
  error: unknown,
): string {
  const { service } = server;
  if (!(error instanceof DidNotStart)) {
    return `${service} did not start: ${messageOf(error)}`;
  }
  const folder = foldersOf(server, root).at(-1);
  return (
    `${service} did not start: it ${error.message}\n` +
    `Should its data be damaged, remove ${folder}, then try again.`
  );
}

function logOf(server: NativeServer, root: string): string {
  return join(root, 'logs', `${server.service}.log`);
}

/** Where the processes of this server work. */
export function foldersOf(server: NativeServer, root: string): string[] {
  const home = join(root, server.service);
  return server.service === 'postgres' ? [home, postgresFolder(home)] : [home];
}
