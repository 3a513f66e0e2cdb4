/** What brings a reader here, and the lessons for it: at most an hour. */
export interface Hour {
  need: string;
  /** Lessons by name, in the order to read them. */
  lessons: string[];
}

/** What to read when one has an hour, by what one's work needs. */
export const hours: Hour[] = [
  {
    need: 'You put a cache in front of a database',
    lessons: [
      'memcached/first-cache',
      'memcached/cache-aside',
      'redis/expiry-and-scan',
    ],
  },
  {
    need: 'You hand work to a queue',
    lessons: [
      'rabbitmq/hello-queue',
      'rabbitmq/acknowledgements',
      'rabbitmq/confirms',
    ],
  },
  {
    need: 'Your Redis has to keep what it was told',
    lessons: ['redis/transactions', 'redis/persistence', 'redis/pub-sub'],
  },
  {
    need: 'Your ORM sends what you did not expect',
    lessons: ['orm/crud', 'orm/identity-map', 'orm/unit-of-work'],
  },
  {
    need: 'Many processes change the same number',
    lessons: [
      'memcached/counters',
      'memcached/check-and-set',
      'redis/transactions',
    ],
  },
  {
    need: 'You want to know what is on the wire',
    lessons: ['memcached/text-protocol', 'redis/pipelines', 'orm/raw-sql'],
  },
];
