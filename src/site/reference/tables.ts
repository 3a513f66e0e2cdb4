import { tablesOfCourse } from '../tables-of-course.ts';

/** The pages of tables to copy from, of those tracks that the course has. */
export function tables() {
  const standing = tablesOfCourse().tables.map(({ track }) => track);
  return TABLES.filter(
    ({ track }) => track === undefined || standing.includes(track),
  );
}

const TABLES = [
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
