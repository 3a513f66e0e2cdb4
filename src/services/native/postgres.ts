import { execFile } from 'node:child_process';
import {
  chownSync,
  cpSync,
  existsSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createHash, randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { diskError, makeFolder, onDisk, writeWhole } from '../disk.ts';
import { answers } from '../exchange.ts';
import { ServicesError, messageOf } from '../services-error.ts';
import { closeTemplates, postgresVersion } from '../slices/database.ts';
import { lastLines } from './log.ts';
import type { NativeServer, Place } from './native-server.ts';
import { nobody } from './nobody.ts';
import { findPostgres } from './postgres-binaries.ts';

/**
 * StartupMessage, protocol 3.0. While the server boots it answers with an
 * error (57P03), and once it takes clients with a request to authenticate.
 */
const STARTUP = (() => {
  const text = Buffer.from('user\0postgres\0database\0postgres\0\0');
  const head = Buffer.alloc(8);
  head.writeInt32BE(8 + text.length, 0);
  head.writeInt32BE(3 << 16, 4);
  return Buffer.concat([head, text]);
})();

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  // What a power cut would lose is a course's scratch data.
  fsync: 'off',
  shared_buffers: '16MB',
  max_connections: '100',
  // A killed run must not leave its query working.
  client_connection_check_interval: '500ms',
};

export const postgres: NativeServer = {
  service: 'postgres',
  programs: [
    {
      command: 'postgres',
      apt: 'postgresql',
      brew: 'postgresql@17',
      isThere: () => findPostgres() !== undefined,
    },
  ],
  firstPorts: { main: 21432 },
  async prepare({ home, ports }) {
    const user = nobody();
    const place = postgresFolder(home);
    const bin = join(binaries(place), 'bin');
    const data = join(place, 'data');
    await initialise(bin, place, data, home);
    // Whoever wrote it is gone, or we would not be starting one: but a zombie
    // that nobody has reaped yet would count as another postmaster.
    rmSync(join(data, 'postmaster.pid'), { force: true });
    const port = ports.main ?? 0;
    const settings = Object.entries({ ...SETTINGS, port: String(port) });
    return [
      {
        command: join(bin, 'postgres'),
        args: [
          '-D',
          data,
          ...settings.flatMap(([k, v]) => ['-c', `${k}=${v}`]),
        ],
        cwd: place,
        user,
        ready: () => postgresAnswers({ home, ports }),
      },
    ];
  },
  answers: postgresAnswers,
  // SIGTERM would wait for the clients to leave.
  stopSignal: 'SIGINT',
  version: (place) => postgresVersion(postgresAddress(place)),
  address: postgresAddress,
  afterStart: (place) => closeTemplates(postgresAddress(place)),
};

function postgresAnswers({ ports }: Place): Promise<boolean> {
  return answers(ports.main ?? 0, STARTUP, /^R/);
}

/**
 * Where PostgreSQL's files are: `home`, unless we are root and the user it
 * runs as cannot get there (a checkout under /root). Then a folder under the
 * system's temporary one, which everybody can traverse.
 */
export function postgresFolder(home: string): string {
  if (!nobody() || isOpen(home)) return home;
  const name = createHash('sha256').update(home).digest('hex').slice(0, 10);
  return join(tmpdir(), `roundtrip-postgres-${name}`);
}

/** True when every parent of the folder lets everybody pass. */
function isOpen(folder: string): boolean {
  for (let at = dirname(folder); ; at = dirname(at)) {
    if (existsSync(at) && !(statSync(at).mode & 0o001)) return false;
    if (at === dirname(at)) return true;
  }
}

/** The programs, copied where the server's user can read them if need be. */
function binaries(place: string): string {
  const found = findPostgres();
  if (!found) throw new ServicesError('PostgreSQL was not found.');
  if (!nobody() || isOpen(join(found, 'bin'))) return found;
  const copy = join(place, 'programs');
  if (!existsSync(join(copy, 'bin/postgres'))) {
    onDisk(copy, () =>
      cpSync(found, copy, { recursive: true, dereference: true }),
    );
  }
  return copy;
}

/** Makes the data folder, aside and then renamed, when there is none. */
async function initialise(
  bin: string,
  place: string,
  data: string,
  home: string,
): Promise<void> {
  makeFolder(place);
  makeFolder(home);
  const user = nobody();
  if (user) onDisk(place, () => chownSync(place, user.uid, user.gid));
  if (
    existsSync(join(data, 'global/pg_control')) &&
    existsSync(passwordFile(home))
  )
    return;
  rmSync(data, { recursive: true, force: true });
  const password = randomBytes(12).toString('hex');
  const handedOver = join(place, 'password.txt');
  writeWhole(handedOver, password, 0o600);
  if (user) chownSync(handedOver, user.uid, user.gid);
  try {
    await promisify(execFile)(
      join(bin, 'initdb'),
      [
        ...['-D', data, '-U', 'postgres', '--pwfile', handedOver],
        ...['--auth=scram-sha-256', '-E', 'UTF8', '--locale=C', '--no-sync'],
      ],
      { cwd: place, ...user },
    );
  } catch (error) {
    rmSync(data, { recursive: true, force: true });
    throw initdbError(place, error);
  } finally {
    rmSync(handedOver, { force: true });
  }
  writeWhole(passwordFile(home), password, 0o600);
}

function initdbError(place: string, error: unknown): ServicesError {
  const said =
    error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
  if (said.includes('No space left')) {
    return diskError(place, Object.assign(new Error(said), { code: 'ENOSPC' }));
  }
  return new ServicesError(
    `initdb failed. Its last words:\n${lastLines(said || messageOf(error))}`,
  );
}

/** The superuser's password: a lease's program must not become superuser. */
function passwordFile(home: string): string {
  return join(home, 'superuser-password');
}

function postgresAddress({ home, ports }: Place): string {
  const password = readFileSync(passwordFile(home), 'utf8');
  return `postgres://postgres:${password}@127.0.0.1:${ports.main}/postgres`;
}
