import type { Service } from '../course/service-name.ts';

const NAMES: Record<Service, string> = {
  memcached: 'Memcached',
  redis: 'Redis',
  rabbitmq: 'RabbitMQ',
  postgres: 'PostgreSQL',
};

/** The servers by the names that a reader knows: `Redis, PostgreSQL`. */
export function serviceNames(services: readonly Service[]): string {
  return services.map((service) => NAMES[service]).join(', ');
}
