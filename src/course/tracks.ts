/** The tracks in the order of the course, and the name a reader sees. */
export const TRACKS = {
  memcached: 'Memcached',
  redis: 'Redis',
  rabbitmq: 'RabbitMQ',
  orm: 'ORM',
  capstone: 'Capstone',
} as const;

export type Track = keyof typeof TRACKS;

export const trackNames = Object.keys(TRACKS) as Track[];
