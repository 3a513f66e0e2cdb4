import { words, type OldSection } from './section.ts';

export const REDIS: OldSection[] = [
  {
    row: 'S13',
    id: 'redis-conf',
    about: 'Build, and configure',
    does: 'It builds Redis 3.0.4, edits its configuration file, and makes it a service.',
    pairs: [
      {
        said: '`jemalloc/jemalloc.h: No such file or directory`: build with `make MALLOC=libc`.',
        is: 'jemalloc comes with the sources, and the error is left over from a build that broke off. `make distclean` cures it, and you keep jemalloc. Today `apt install redis-server` or `docker run redis` has it running.',
      },
      {
        said: '`daemonize no` becomes `daemonize yes`, with a script in `/etc/init.d`.',
        is: 'A unit of systemd does both, and sees the server end. Where systemd or Docker starts Redis, it has to stay in the foreground: `daemonize no`.',
      },
      {
        said: 'Without a `logfile` the log goes to the console.',
        is: 'In the foreground it does. A daemon without one writes to `/dev/null`, and the article sets `daemonize` first.',
      },
      {
        said: 'The `pidfile` must be changed, or there is an error: the script looks for `redis_6379.pid`, and the file says `redis.pid`.',
        is: 'With `daemonize no` nobody needs one, and a pid file that cannot be written is no error.',
      },
      {
        said: '`dir ./` is where the configuration of persistence lies; better change it.',
        is: 'The data files lie there, and `./` is the folder that the server was started from: from elsewhere it starts empty. The advice is right, and does not say to what.',
      },
      {
        said: 'It sets `daemonize`, `logfile`, `pidfile` and `dir`, and goes on.',
        is: 'Three are missing: `bind`, a password, and `maxmemory`. Without the first Redis listens at every address, and without the last its memory has no limit.',
      },
    ],
    lessons: ['redis/server-config'],
    words: words('daemonize logfile pidfile dir MALLOC'),
  },
  {
    row: 'S14',
    id: 'redis-keys',
    about: 'Keys, and databases',
    does: 'A session with the console, command by command.',
    pairs: [
      {
        said: '`GET` tests the value of a key.',
        is: 'It reads the value, and of a list it answers with an error. Whether a key is there, `EXISTS` says.',
      },
      {
        said: '`EXISTS` answers 0 or 1.',
        is: 'It counts, since Redis 3.0.3, and goes through the names that you give: the same one twice is 2.',
      },
      {
        said: '`KEYS *` shows all keys.',
        is: 'And Redis serves nobody else meanwhile. With three keys nothing is wrong with that; on a live server take `SCAN`.',
      },
      {
        said: 'After `DEL hello`, `TYPE hello` answers `string`.',
        is: 'It answers `none`. There is no empty key that stays behind.',
      },
      {
        said: 'Redis does not distinguish case; write `SET` and the others in capitals.',
        is: 'So it is with the names of commands and of their options. Another case in a key makes another key.',
      },
      {
        said: 'Redis has several “instances”, 16 unless its configuration says more. `SELECT` changes between them.',
        is: 'They are databases of one server, with one memory and one configuration. The 16 is right. `SELECT` moves everybody who uses that connection.',
      },
      {
        said: '`INFO` shows `db0:keys=1,expires=0,avg_ttl=0`.',
        is: '`expires` is the number of keys with a lifetime. The article has no command for one: what it stores stays until somebody deletes it.',
      },
      {
        said: '`DEL` answers with the number of keys that it removed. In `KEYS`, `?` is one character and `*` is any.',
        is: 'In TypeScript each method of ioredis is one command of the same name: `redis.set`, `redis.exists`, `redis.del`.',
        holds: true,
      },
    ],
    lessons: ['redis/keys', 'redis/expiry-and-scan'],
    words: words('SET GET EXISTS KEYS DEL TYPE SELECT INFO'),
  },
  {
    row: 'S15',
    id: 'redis-connections',
    about: 'Clients, and the connection pool',
    does: 'It connects with redis-py, with and without a pool.',
    pairs: [
      {
        said: '`Redis` is a subclass of `StrictRedis`, for older programs.',
        is: 'Since redis-py 3.0, of 2018, there is one class with two names: `redis.Redis is redis.StrictRedis` is `True`.',
      },
      {
        said: 'Each request “creates and breaks” a connection of the `ConnectionPool`.',
        is: 'Each command takes one and gives it back. It stays open: a hundred calls had the same client id.',
      },
      {
        said: '`Redis` and `StrictRedis` are in the module at `WoLpH/redis-py`.',
        is: 'That is a fork. `pip install redis` is redis/redis-py.',
      },
      {
        said: 'Each `Redis` keeps a pool of its own, unless you give it a `ConnectionPool`.',
        is: 'Make one client for a process, and not one for a request. In TypeScript there is no pool: a client of ioredis is one connection for all who ask, and `duplicate()` opens another for who waits.',
        holds: true,
      },
    ],
    lessons: ['redis/connections'],
    words: words('redis.Redis StrictRedis ConnectionPool'),
  },
  {
    row: 'S16',
    id: 'redis-pipeline',
    about: 'Pipeline',
    does: 'It means to send several commands in one request.',
    pairs: [
      {
        said: 'A `pipeline` sends both commands at once.',
        code: [
          'pipe = r.pipeline(transaction=True)',
          "r.set('name', …)",
          "r.set('age', 18)",
          'pipe.execute()',
        ],
        is: 'Both lines call `r.set` and not `pipe.set`. Two commands go out by themselves, each with a trip of its own, and `execute()` returns `[]`. Both values are there, and so nobody notices.',
      },
      {
        said: 'By default a `pipeline` is atomic: nothing interrupts it.',
        is: 'With `transaction=True`, the default, nothing does: redis-py sends `MULTI` and `EXEC` around the commands. That is isolation. Whoever reads “atomic” expects all or nothing, and Redis has no rollback: when the second command fails, the first has been done.',
      },
      {
        said: '`execute()` sends what the pipeline has collected.',
        is: 'In one round trip. In TypeScript `redis.pipeline()` is what `transaction=False` is there, and `redis.multi()` is the other. `exec()` does not reject when a command fails: look at its slots.',
        holds: true,
      },
    ],
    lessons: ['redis/pipelines', 'redis/transactions'],
    words: words('pipeline transaction execute'),
  },
  {
    row: 'S17',
    id: 'pub-sub',
    about: 'Publish and subscribe',
    does: 'It writes a helper, a publisher and a subscriber.',
    pairs: [
      {
        said: '`publish` of `RedisHelper` says that it has gone well.',
        code: ['self.__conn.publish(self.channel,msg)', 'return True'],
        is: '`True` comes also when nobody listens. It throws away the number that Redis sent: how many subscribers the message went to. In TypeScript the helper returns it.',
      },
      {
        said: '`subscribe` ends with a `parse_response`.',
        code: ['pub.subscribe(self.channel)', 'pub.parse_response()'],
        is: 'It looks like a part of subscribing. What it reads and drops is the confirmation: leave it out, and that is your first “message”.',
      },
      {
        said: 'It is like a radio: what you `publish`, all subscribers of the channel receive.',
        is: 'All who are there at that moment. Who switches on late has missed the news, and so has a subscriber whose connection was gone for a moment, without an error.',
        holds: true,
      },
    ],
    lessons: ['redis/pub-sub'],
    words: words('RedisHelper publish subscribe parse_response'),
  },
  {
    row: 'S18',
    id: 'persistence',
    about: 'Persistence, and replication',
    does: 'One sentence says what Redis does. A heading says that persistence comes next, and it does not.',
    pairs: [
      {
        said: 'For persistence, Redis writes changed data to disk from time to time, or appends each change to a file.',
        is: 'Read “or” as “and”: it may do both. Out of the box it does the first only, and loses what came after the last snapshot.',
      },
      {
        said: '“On that basis” it has `master-slave` replication.',
        is: 'The basis is another: the snapshot for a new replica goes right into the connection, and the stream comes from memory. A Redis that writes no file can have a replica. `SLAVEOF` is called `REPLICAOF` since Redis 5.',
      },
    ],
    lessons: ['redis/persistence', 'redis/replication'],
    words: words('persistence master-slave'),
  },
];
