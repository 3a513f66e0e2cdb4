import type { RunServers } from './run-servers.ts';
import type { Service } from './service-name.ts';

/** The environment variable by which an example finds each service. */
export const ADDRESS_VARIABLE = {
  memcached: 'MEMCACHE_SERVERS',
  redis: 'REDIS_URL',
  rabbitmq: 'AMQP_URL',
  postgres: 'DATABASE_URL',
} as const satisfies Record<Service, string>;

/** Where RabbitMQ's management API is, for those who may use it. */
export const MANAGEMENT_VARIABLE = 'RABBITMQ_MANAGEMENT_URL';

/** Where servers are when nothing else is said. */
export const USUAL_ADDRESS: Record<Service, string> = {
  memcached: 'localhost:11211',
  redis: 'redis://localhost:6379',
  rabbitmq: 'amqp://localhost:5672',
  postgres: 'postgres://postgres@localhost:5432/postgres',
};

/** The usual address of RabbitMQ's management API. */
export const USUAL_MANAGEMENT = 'http://guest:guest@localhost:15672/api';

/** How many servers there are of a kind, where it is not one. */
export type Counts = Partial<Record<Service, number>>;

/** How many servers of a kind are wanted, where it is more than one. */
export function countsOf({
  memcached,
  redis,
}: Pick<RunServers, 'memcached' | 'redis'>): Counts {
  return {
    ...(memcached.length > 1 && { memcached: memcached.length }),
    ...(redis.length > 1 && { redis: redis.length }),
  };
}

/** Where several servers are: the usual port, and those behind it. */
export function usualAddress(service: Service, counts: Counts = {}): string {
  const usual = USUAL_ADDRESS[service];
  const count = counts[service] ?? 1;
  return Array.from({ length: count }, (_, index) =>
    usual.replace(/:(\d+)$/, (_, port) => `:${Number(port) + index}`),
  ).join(',');
}

/** The variables that say where the servers are, and what each is else. */
export function environmentOf(
  uses: readonly Service[],
  servers: RunServers,
): [variable: string, usual: string][] {
  const counts = countsOf(servers);
  return [
    ...uses.map((service): [string, string] => [
      ADDRESS_VARIABLE[service],
      usualAddress(service, counts),
    ]),
    ...(servers.administrator
      ? [[MANAGEMENT_VARIABLE, USUAL_MANAGEMENT] as [string, string]]
      : []),
  ];
}
