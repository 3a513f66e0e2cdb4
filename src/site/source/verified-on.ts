import type { Versions } from '../../course/event.ts';

const NAMES: Record<string, string> = {
  memcached: 'Memcached',
  redis: 'Redis',
  rabbitmq: 'RabbitMQ',
  postgres: 'PostgreSQL',
  node: 'Node',
};

const SERVERS = ['memcached', 'redis', 'rabbitmq', 'postgres'];

function rank(name: string): number {
  if (SERVERS.includes(name)) return 0;
  return name === 'node' ? 2 : 1;
}

/** Servers, then clients, then Node: `Redis 7.0.15, ioredis 6.0.0, Node 26.10.0`. */
export function verifiedOn(versions: Versions): string {
  return Object.entries(versions)
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([name, version]) => `${NAMES[name] ?? name} ${version}`)
    .join(', ');
}
