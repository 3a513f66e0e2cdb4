/** The four servers of the course, by the names that `@uses` knows. */
export const SERVICES = ['memcached', 'redis', 'rabbitmq', 'postgres'] as const;

export type Service = (typeof SERVICES)[number];
