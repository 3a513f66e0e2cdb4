import { words, type OldSection } from './section.ts';

export const MEMCACHED_BASICS: OldSection[] = [
  {
    row: 'S1',
    id: 'start-memcached',
    about: 'Install, start, and the flags',
    does: 'It installs Memcached with `yum`, starts it with one line, and lists the flags.',
    pairs: [
      {
        said: 'The server runs as root: `-u root`.',
        code: ['memcached -d -u root -l 192.168.7.102 -m 1024 -p 11211'],
        is: 'A hole in the server is then a hole in the machine. Give it a user that owns nothing: `-u memcache`.',
      },
      {
        said: 'Without `-l` all addresses are open, which is a risk; with 127.0.0.1 only this machine gets in. Its line then gives the address of a private network.',
        is: 'Both sentences hold, and its line does the third thing: everybody in that network reads, changes and deletes, without a password. Take `-l 127.0.0.1` where you can.',
      },
      {
        said: '`-U`: UDP is at 11211 unless you set it to 0.',
        is: 'Since 1.5.6, of 2018, it is off unless you ask for it. Before that, a request with a forged sender had its reply sent to somebody else, up to 50,000 times as large.',
      },
      {
        said: '`-m` is the most memory that it may use.',
        is: 'It is the memory for items. The table of the keys and the buffers of the connections come on top.',
      },
      {
        said: '`-p` is 11211 and `-m` is 64 MB unless given. `-P` writes the process id into a file, and goes with `-d`.',
        is: 'Leave out `-d` and `-P` where systemd or Docker starts the server: they watch a process in the foreground. The list lacks `-c`, the number of clients at a time, which is 1024.',
        holds: true,
      },
    ],
    lessons: ['memcached/server-flags'],
    words: words('-p -U -l -d -u -m -P'),
  },
  {
    row: 'S2',
    id: 'telnet',
    about: 'By telnet',
    does: 'It connects with telnet, and lists the names of the commands.',
    pairs: [
      {
        said: '`set`, `add`, `replace`, `append`, `prepend`, `cas` store; `get` and `gets` read; then there are `delete` and `stats`.',
        is: 'The names are all. It shows no request and no reply, so you cannot find the length, on which all of it turns: `set drink 0 60 5`, and then exactly five bytes. `café` has four letters and five bytes.',
      },
      {
        said: '`telnet 192.168.7.102 11211`, then type your commands.',
        is: 'In small letters: `GET` is answered with `ERROR`. A program cannot do as telnet does and show what comes. It must know where each answer ends, or all that follow go to the wrong request.',
        holds: true,
      },
    ],
    lessons: ['memcached/text-protocol', 'memcached/storage-verbs'],
    words: words(
      'telnet set add replace append prepend cas get gets delete stats',
    ),
  },
  {
    row: 'S3',
    id: 'set-and-get',
    about: 'A client: set and get',
    does: 'It stores `foo`, reads it again, and prints it.',
    pairs: [
      {
        said: '`get` returns the value.',
        code: [
          "mc = memcache.Client(['10.211.55.4:12000'], debug=True)",
          'mc.set("foo", "bar")',
          "ret = mc.get('foo')",
          'print ret',
        ],
        is: 'With `print(ret)` it runs on Python 3. It never shows a miss. `get` gives `None` when nothing is there, when a `None` was cached, and when the server is dead.',
      },
      {
        said: '`mc.set("foo", "bar")` has no time.',
        is: 'So the item never expires, and a stale value is stale until somebody deletes it. Give `time=60`. Over 30 days it is read as a Unix time.',
      },
      {
        said: '`debug=True`, without a word on what it does.',
        is: 'It prints one line on stderr when a server is dead: `Marking dead`. Without it nothing tells you, since `set` returns 0 and raises nothing.',
      },
      {
        said: '`memcache.Client` has `set` and `get`.',
        is: 'In TypeScript, with memjs: `cache.set(key, text, { expires: 60 })`, and `cache.get(key)`, whose `value` is `null` on a miss. A server that does not answer is an error there.',
        holds: true,
      },
    ],
    lessons: ['memcached/first-cache'],
    words: words('memcache.Client set get debug'),
  },
  {
    row: 'S4',
    id: 'many-servers',
    about: 'Several servers, and weights',
    does: 'From here to section 11 it copies the class `Client` of python-memcached, whole. The lessons build one like it in TypeScript: that is what `cache` is in these sections, and no package of npm. First, how a key finds its server.',
    pairs: [
      {
        said: '`set_servers` sets the pool of servers.',
        is: 'It does not say what that costs. The `buckets` are dealt anew, and most keys are looked for elsewhere: from three servers to four, 68 of 100 reads were misses. On a ring of hashes a quarter of the keys moves. python-memcached has no ring.',
      },
      {
        said: '`("host:port", weight)` puts a server into `buckets` as often as its `weight` says. `_get_server` takes the hash of the key modulo their number.',
        is: 'The client of this course places each key where python-memcached does: `openClient(servers)`, and `cache.setServers(servers)`.',
        holds: true,
      },
      {
        said: 'A key may come as a tuple with its hash, so that `_get_server` keeps all of a user’s objects on one server.',
        is: 'It is a promise to keep everywhere. Whoever asks for the key alone asks another server, as a rule, and misses.',
        holds: true,
      },
    ],
    lessons: ['memcached/many-servers'],
    words: words('set_servers weight buckets _get_server'),
  },
];
