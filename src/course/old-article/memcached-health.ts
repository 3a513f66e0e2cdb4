import { words, type OldSection } from './section.ts';

export const MEMCACHED_HEALTH: OldSection[] = [
  {
    row: 'S10',
    id: 'dead-servers',
    about: 'Dead servers',
    does: 'What `Client` does when a server cannot be reached.',
    pairs: [
      {
        said: 'An error of the socket ends in `mark_dead`, and the call returns.',
        is: 'In release 1.59 nothing is raised: `get` gives `None` as on a miss, and `set` gives 0. In TypeScript they reject: with `ConnectionLost` when the reply did not come, with `NoServer` when all servers are dead.',
      },
      {
        said: 'After `mark_dead`, a key is hashed anew, up to ten times, until there is a server that lives.',
        code: [
          'serverhash = serverHashFunction(',
          '    str(serverhash) + str(i))',
        ],
        is: 'It may try the same server again. And on Python 3 the copy hashes a text where bytes are wanted: the first key of a dead server is a `TypeError`. Release 1.59 has that mended.',
      },
      {
        said: '`flush_on_reconnect` prevents stale reads: a server that comes back may have what was overwritten on another. It is off, for backwards compatibility.',
        is: 'The description is right, and the default is not. Turn it on: `{ flushOnReconnect: true }`. It helps with the deaths that this client has seen, and with no others.',
      },
      {
        said: '`socket_timeout` is 3 seconds, `dead_retry` is 30.',
        is: 'A cache that is to answer in a millisecond has failed long before. In TypeScript `{ timeout, deadRetry }`, with the same defaults, in milliseconds.',
        holds: true,
      },
      {
        said: '`forget_dead_hosts` takes all for alive again; `disconnect_all` closes the sockets.',
        is: 'In TypeScript `cache.forgetDeadServers()` and `cache.disconnectAll()`.',
        holds: true,
      },
    ],
    lessons: ['memcached/dead-servers'],
    words: words(
      'dead_retry socket_timeout mark_dead flush_on_reconnect forget_dead_hosts disconnect_all',
    ),
  },
  {
    row: 'S11',
    id: 'statistics',
    about: 'Statistics, and the check of keys',
    does: 'The last methods of `Client`.',
    pairs: [
      {
        said: '`get_slabs` returns what the server says of its slabs.',
        code: ["item = line.split(' ', 2)"],
        is: 'On Python 3 it throws a `TypeError` at the first line of the reply, in release 1.59 too. The other lines stay on the connection: the next `set` takes `STAT items:1:number_hot 3` for its answer and returns `False`, and so on with every call. In TypeScript it is `cache.slabs()`.',
      },
      {
        said: '`get_stats` returns a list of servers with their statistics.',
        is: 'The copy has the same fault on Python 3, and release 1.59 has not. In TypeScript it is `cache.stats()`.',
      },
      {
        said: '`check_key` raises `MemcachedStringEncodingError` for a unicode string.',
        is: 'That error stands there and is never thrown. Four are: `MemcachedKeyLengthError`, `MemcachedKeyCharacterError`, `MemcachedKeyNoneError` and `MemcachedKeyTypeError`. In TypeScript it is `checkKey(key)`.',
      },
      {
        said: 'What is longer than `server_max_value_length` is not sent.',
        is: 'Nothing is raised either: `set` gives 0, and `get` goes on giving the old value. Sent, a value over a megabyte is refused, and takes the old one with it.',
        holds: true,
      },
      {
        said: '`server_max_key_length` is the most that a key may have.',
        is: 'It is 250 bytes, and not letters: 126 times `é` is too long.',
        holds: true,
      },
      {
        said: '`flush_all` empties every server that can be reached; `debuglog` writes to stderr.',
        is: 'In TypeScript `cache.flushAll()`, and the option `{ log }`.',
        holds: true,
      },
    ],
    lessons: ['memcached/limits-and-stats'],
    words: words(
      'get_stats get_slabs flush_all debuglog check_key MemcachedKeyLengthError MemcachedKeyCharacterError MemcachedKeyNoneError MemcachedKeyTypeError MemcachedStringEncodingError server_max_key_length server_max_value_length',
    ),
  },
  {
    row: 'S12',
    id: 'memcached-or-redis',
    about: 'Against Redis, and several Memcacheds',
    does: 'A heading, three links, and one sentence.',
    pairs: [
      {
        said: 'Memcached and `Redis` each have their merits: take what fits.',
        is: 'These are they. Memcached is a cache of things that you can load again: large, shared, and full on purpose. Take Redis where the server works on the structure of your data, where it must outlive a restart, or where somebody is to be told.',
      },
      {
        said: 'A link: the configuration of a Memcached `cluster`.',
        is: 'On the side of the servers there is none. They do not know of each other, and the client shares out the keys. The servers of a Redis Cluster do, and answer a wrong guess with `MOVED`.',
      },
    ],
    lessons: ['memcached/many-servers', 'memcached/cache-aside'],
    words: words('Redis cluster'),
  },
];
