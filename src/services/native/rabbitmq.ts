import { chmodSync, existsSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { makeFolder, onDisk, writeWhole } from '../disk.ts';
import { answers } from '../exchange.ts';
import { findProgram } from '../program.ts';
import { ServicesError } from '../services-error.ts';
import { rabbitmqVersion } from '../slices/vhost.ts';
import type { Launch, NativeServer, Place } from './native-server.ts';
import { findRabbitmq, makeSlimHome } from './rabbitmq-home.ts';

const METHOD_FRAME = /^\u0001/; // eslint-disable-line no-control-regex
/** The protocol header of AMQP 0-9-1; the answer is a method frame, type 1. */
const AMQP_HEADER = Buffer.from('AMQP\0\0\x09\x01', 'latin1');

export const rabbitmq: NativeServer = {
  service: 'rabbitmq',
  programs: [
    {
      command: 'rabbitmq-server',
      apt: 'rabbitmq-server',
      brew: 'rabbitmq',
      isThere: () =>
        findRabbitmq() !== undefined &&
        findProgram('erl') !== undefined &&
        findProgram('epmd') !== undefined,
    },
  ],
  firstPorts: { main: 21672, http: 21680, dist: 21690, epmd: 21700 },
  async prepare(place) {
    const rabbit = findRabbitmq();
    if (!rabbit) throw new ServicesError('RabbitMQ was not found.');
    makeFolder(place.home);
    const slim = join(place.home, 'server');
    makeSlimHome(rabbit, slim);
    writeConfiguration(place);
    return [launchEpmd(place), launchBroker(place, slim)];
  },
  answers: brokerAnswers,
  version: ({ ports }) => rabbitmqVersion(managementAddress(ports)),
  address: ({ ports }) => `amqp://guest:guest@127.0.0.1:${ports.main}`,
  saved: storesAreStopped,
};

/** Address of the management API, with the administrator's credentials. */
export function managementAddress(ports: Record<string, number>): string {
  return `http://guest:guest@127.0.0.1:${ports.http}/api`;
}

/**
 * Erlang's name server, as a process that we know: otherwise the broker
 * starts one in the background, which outlives it.
 */
function launchEpmd({ home, ports }: Place): Launch {
  const port = ports.epmd ?? 0;
  return {
    command: findProgram('epmd') ?? 'epmd',
    args: ['-address', '127.0.0.1', '-port', String(port)],
    cwd: home,
    // NAMES_REQ: two bytes of length, then the letter n.
    ready: () => answers(port, Buffer.from([0, 1, 110]), /./s),
  };
}

function launchBroker({ home, ports }: Place, slim: string): Launch {
  return {
    command: join(slim, 'sbin/rabbitmq-server'),
    args: [],
    cwd: home,
    env: {
      PATH: process.env.PATH,
      LANG: 'C.UTF-8',
      HOME: home,
      // The script then execs, so that its pid becomes the broker's.
      RUNNING_UNDER_SYSTEMD: '1',
      RABBITMQ_NODENAME: 'r1@localhost',
      RABBITMQ_MNESIA_BASE: join(home, 'data'),
      RABBITMQ_LOG_BASE: join(home, 'log'),
      RABBITMQ_CONFIG_FILE: join(home, 'rabbitmq.conf'),
      RABBITMQ_ENABLED_PLUGINS_FILE: join(home, 'enabled_plugins'),
      RABBITMQ_CONF_ENV_FILE: '/dev/null',
      RABBITMQ_DIST_PORT: String(ports.dist),
      ERL_EPMD_PORT: String(ports.epmd),
      ERL_EPMD_ADDRESS: '127.0.0.1',
      ERL_CRASH_DUMP: join(home, 'log/erl_crash.dump'),
      RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS:
        '+S 1:1 -start_epmd false ' +
        // Milliseconds after which a queue says anew how many messages it
        // has; 5,000 by default, and then nobody sees it move.
        '-rabbit collect_statistics_interval 100 ' +
        '-rabbit quorum_tick_interval 100 ' +
        '-kernel inet_dist_use_interface {127,0,0,1}',
    },
    ready: () => brokerAnswers({ home, ports }),
  };
}

async function brokerAnswers({ ports }: Place): Promise<boolean> {
  if (!(await answers(ports.main ?? 0, AMQP_HEADER, METHOD_FRAME)))
    return false;
  return rabbitmqVersion(managementAddress(ports)).then(
    () => true,
    () => false,
  );
}

function writeConfiguration({ home, ports }: Place): void {
  makeFolder(join(home, 'data'));
  makeFolder(join(home, 'log'));
  writeWhole(
    join(home, 'rabbitmq.conf'),
    `listeners.tcp.1 = 127.0.0.1:${ports.main}
management.tcp.ip = 127.0.0.1
management.tcp.port = ${ports.http}
log.console = true
log.file = false
disk_free_limit.absolute = 10MB
`,
  );
  writeWhole(join(home, 'enabled_plugins'), '[rabbitmq_management].\n');
  const cookie = join(home, '.erlang.cookie');
  if (!existsSync(cookie)) writeWhole(cookie, randomBytes(15).toString('hex'));
  onDisk(cookie, () => chmodSync(cookie, 0o400)); // Erlang insists
}

/**
 * True when the log, as far as written since the SIGTERM, says that every
 * message store is on the disk. All that follows is seconds of waiting for
 * the management agent's collectors.
 */
function storesAreStopped(log: string): boolean {
  const stopping = log.match(/Stopping message store for/g)?.length ?? 0;
  const stopped = log.match(/Message store for .* is stopped/g)?.length ?? 0;
  return stopping > 0 && stopping === stopped;
}
