import type { Service } from '../course/service-name.ts';

const NAMES: Record<Service, string> = {
  memcached: 'Memcached',
  redis: 'Redis',
  rabbitmq: 'RabbitMQ',
  postgres: 'PostgreSQL',
};

/** A server by the name that a reader knows; undefined for what is none. */
export function serviceName(service: string): string | undefined {
  return Object.hasOwn(NAMES, service) ? NAMES[service as Service] : undefined;
}

/** Servers as a list: `Redis, PostgreSQL`. */
export function serviceNames(services: readonly Service[]): string {
  return services.map((service) => NAMES[service]).join(', ');
}
