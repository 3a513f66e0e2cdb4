import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseDocument, type Document, type Scalar, type YAMLMap } from 'yaml';
import { projectFolder } from '../../course/project.ts';
import type { RunServers } from '../../course/run-servers.ts';
import type { Service } from '../../course/service-name.ts';
import {
  isInCluster,
  withPrimary,
  primaryOf,
} from '../../services/redis-conf.ts';

/**
 * The text of a compose.yaml with these services of this project's own, on the
 * usual ports, and the servers that are wanted beside.
 */
export function composeFile(
  uses: readonly Service[],
  { memcached, redis }: RunServers,
): string {
  const file = path.join(projectFolder, 'compose.yaml');
  const document = parseDocument(readFileSync(file, 'utf8'));
  const services = document.get('services') as YAMLMap<Scalar<Service>>;
  for (const { key } of [...services.items])
    if (!uses.includes(key.value)) services.delete(key.value);
  for (const [index, flags] of memcached.entries())
    addServer(document, 'memcached', index, ['memcached', ...flags, '-U', '0']);
  for (const [index, options] of redis.entries())
    addServer(document, 'redis', index, redisCommand(options, index));
  const nodes = redis.flatMap((options, index) =>
    isInCluster(options) ? nameOf('redis', index) : [],
  );
  if (nodes.length > 0) addCluster(document, nodes);
  if (!uses.includes('postgres')) document.delete('volumes');
  const [top] = (document.contents as YAMLMap<Scalar>).items;
  top!.key.commentBefore = ' On 127.0.0.1 only, and for data that may be lost.';
  const first = services.items[0];
  if (first) first.key.spaceBefore = false;
  return document
    .toString({ lineWidth: 0 })
    .replace(/\$\{ROUNDTRIP_\w+:-([^}]*)\}/g, '$1');
}

const PORTS = { memcached: 11211, redis: 6379 };

const nameOf = (service: keyof typeof PORTS, index: number) =>
  index === 0 ? service : `${service}-${index + 1}`;

/** The first one is there; others are like it, on the ports behind. */
function addServer(
  document: Document,
  service: keyof typeof PORTS,
  index: number,
  command: string[],
) {
  const name = nameOf(service, index);
  const first = document.getIn(['services', service]) as YAMLMap;
  if (index > 0) {
    document.setIn(['services', name], document.createNode(first.toJSON()));
    const port = PORTS[service];
    const ports = [`127.0.0.1:${port + index}:${port}`];
    document.setIn(['services', name, 'ports'], document.createNode(ports));
  }
  const words = document.createNode(command, { flow: true });
  document.setIn(['services', name, 'command'], words);
}

function redisCommand(options: readonly string[], index: number): string[] {
  const primary = primaryOf(options);
  const all =
    primary === undefined
      ? [...options]
      : withPrimary(options, {
          host: nameOf('redis', primary - 1),
          port: 6379,
        });
  // As in a run: it saves when it is told to, and is reached from outside.
  if (!options.includes('--save')) all.unshift('--save', '');
  all.unshift('--protected-mode', 'no');
  if (isInCluster(options))
    all.push(
      // What its clients are told must be true outside of the containers.
      ...['--cluster-preferred-endpoint-type', 'hostname'],
      ...['--cluster-announce-hostname', '127.0.0.1'],
      ...['--cluster-announce-port', String(6379 + index)],
    );
  // To start again by itself after a crash it must know its own path.
  const restarts = options.includes('--enable-debug-command');
  return restarts
    ? ['sh', '-c', 'exec "$$(command -v redis-server)" "$$@"', 'redis', ...all]
    : ['redis-server', ...all];
}

/** What makes a cluster of them, and is healthy when they are one. */
function addCluster(document: Document, names: readonly string[]) {
  // CLUSTER MEET takes addresses, and no names.
  const create = `redis-cli --cluster create $$(getent hosts ${names.join(' ')} | awk '{ print $$1 ":6379" }') --cluster-yes; exec sleep infinity`;
  const [redis] = names;
  const service = document.createNode({
    image: document.getIn(['services', 'redis', 'image']),
    command: ['sh', '-c', create],
    depends_on: Object.fromEntries(
      names.map((name) => [name, { condition: 'service_healthy' }]),
    ),
    healthcheck: {
      test: [
        'CMD-SHELL',
        `redis-cli -h ${redis} cluster info | grep -q state:ok`,
      ],
      interval: '1s',
      timeout: '5s',
      retries: 60,
    },
  });
  document.setIn(['services', 'cluster'], service);
}
