/**
 * A section of the old article that the course grew out of, and of the one
 * that it links to. Lessons name those that they cover under `seed`.
 */
export interface OldSection {
  row: string;
  /** What it is about. */
  about: string;
  /** The lessons that cover it, in the order of the course. */
  lessons: string[];
  /** Its own words, by which a reader of it looks for them. */
  words: string[];
}

const words = (text: string) => text.split(' ');

export const OLD_ARTICLE: OldSection[] = [
  {
    row: 'S1',
    about: 'Memcached: install, start, and the flags of the server',
    lessons: ['memcached/server-flags'],
    words: words('-p -U -l -d -u -m -P -c'),
  },
  {
    row: 'S2',
    about: 'Memcached by telnet: the commands',
    lessons: ['memcached/text-protocol', 'memcached/storage-verbs'],
    words: words(
      'telnet set add replace append prepend cas get gets delete stats',
    ),
  },
  {
    row: 'S3',
    about: 'A client: set and get',
    lessons: ['memcached/first-cache'],
    words: words('memcache.Client set get'),
  },
  {
    row: 'S4',
    about: 'Client: servers, weights, buckets, and keys with a hash',
    lessons: ['memcached/many-servers'],
    words: words('set_servers weight buckets _get_server'),
  },
  {
    row: 'S5',
    about: 'Client: the storage commands, and their time',
    lessons: ['memcached/storage-verbs'],
    words: words('set add replace append prepend delete touch time'),
  },
  {
    row: 'S6',
    about: 'Client: counters',
    lessons: ['memcached/counters'],
    words: words('incr decr'),
  },
  {
    row: 'S7',
    about: 'Client: check and set',
    lessons: ['memcached/check-and-set'],
    words: words('gets cas cache_cas reset_cas'),
  },
  {
    row: 'S8',
    about: 'Client: many keys, a prefix, noreply',
    lessons: ['memcached/many-keys'],
    words: words('get_multi set_multi delete_multi key_prefix noreply'),
  },
  {
    row: 'S9',
    about: 'Client: flags, pickle, compression',
    lessons: ['memcached/values-and-flags'],
    words: words('flags pickle min_compress_len compressor decompressor'),
  },
  {
    row: 'S10',
    about: 'Client: dead servers',
    lessons: ['memcached/dead-servers'],
    words: words(
      'dead_retry socket_timeout mark_dead flush_on_reconnect forget_dead_hosts disconnect_all',
    ),
  },
  {
    row: 'S11',
    about: 'Client: statistics, and the check of keys',
    lessons: ['memcached/limits-and-stats'],
    words: words(
      'get_stats get_slabs flush_all debuglog check_key MemcachedKeyLengthError MemcachedKeyCharacterError MemcachedKeyNoneError MemcachedKeyTypeError MemcachedStringEncodingError server_max_key_length server_max_value_length',
    ),
  },
  {
    row: 'S12',
    about: 'Memcached against Redis; several Memcacheds',
    lessons: ['memcached/many-servers', 'memcached/cache-aside'],
    words: words('Redis cluster'),
  },
  {
    row: 'S13',
    about: 'Redis: build, and the configuration',
    lessons: ['redis/server-config'],
    words: words('daemonize logfile pidfile dir MALLOC'),
  },
  {
    row: 'S14',
    about: 'Redis: keys, and databases',
    lessons: ['redis/keys', 'redis/expiry-and-scan'],
    words: words('SET GET EXISTS KEYS DEL TYPE SELECT INFO'),
  },
  {
    row: 'S15',
    about: 'Redis: clients and the connection pool',
    lessons: ['redis/connections'],
    words: words('StrictRedis ConnectionPool'),
  },
  {
    row: 'S16',
    about: 'Redis: pipeline',
    lessons: ['redis/pipelines', 'redis/transactions'],
    words: words('pipeline transaction'),
  },
  {
    row: 'S17',
    about: 'Redis: publish and subscribe',
    lessons: ['redis/pub-sub'],
    words: words('RedisHelper publish subscribe parse_response'),
  },
  {
    row: 'S18',
    about: 'Redis: persistence and replication',
    lessons: ['redis/persistence', 'redis/replication'],
    words: words('persistence'),
  },
  {
    row: 'S19',
    about: 'RabbitMQ: what it is, and how it is started',
    lessons: ['rabbitmq/first-broker'],
    words: words('rabbitmq-server'),
  },
  {
    row: 'S20',
    about: 'The queue in memory, with threads',
    lessons: ['rabbitmq/in-memory-queue'],
    words: words('Queue producer consumer'),
  },
  {
    row: 'S21',
    about: 'RabbitMQ: producer and consumer, left open',
    lessons: ['rabbitmq/hello-queue', 'rabbitmq/acknowledgements'],
    words: words('producer consumer'),
  },
  {
    row: 'S22',
    about: 'SQLAlchemy, in the title only',
    lessons: [
      ...['orm/raw-sql', 'orm/schema', 'orm/crud'],
      ...['orm/identity-map', 'orm/unit-of-work'],
    ],
    words: words('SQLAlchemy'),
  },
];
