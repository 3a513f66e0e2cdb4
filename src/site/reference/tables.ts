/** The pages of tables to copy from, beside the examples. */
export const tables = [
  { path: '/reference/memcached/', title: 'Memcached', track: 'memcached' },
  { path: '/reference/redis/', title: 'Redis', track: 'redis' },
  { path: '/reference/rabbitmq/', title: 'RabbitMQ', track: 'rabbitmq' },
  { path: '/reference/orm/', title: 'SQL and ORM', track: 'orm' },
  {
    path: '/reference/errors/',
    title: 'What an error means',
    track: undefined,
  },
] as const;
