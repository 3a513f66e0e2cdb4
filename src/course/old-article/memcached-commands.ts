import { words, type OldSection } from './section.ts';

export const MEMCACHED_COMMANDS: OldSection[] = [
  {
    row: 'S5',
    id: 'storage-commands',
    about: 'The commands that write',
    does: 'The methods of `Client` for one key, and the time that each takes.',
    pairs: [
      {
        said: '`delete(key, time)`: for so many seconds, later writes of this key fail.',
        is: 'The server knows no such time, and refuses `delete tea 10` with `CLIENT_ERROR`. Release 1.59 returns 0, raises nothing, and the item stays.',
      },
      {
        said: 'The `time` of `touch` is 0 unless given: keep it for ever.',
        is: 'The code leaves a 0 out of the line, and the server answers `ERROR`: nothing was touched. Release 1.59 sends the 0, and the item stays for ever.',
      },
      {
        said: '`delete` returns nonzero on success.',
        is: 'It returns 1 for `NOT_FOUND` as well, so you cannot tell who deleted. In TypeScript `cache.delete(key)` is `false` where there was nothing.',
      },
      {
        said: '`add` stores only where there is no such key, `replace`, `append` and `prepend` only where there is one. `set` always does.',
        is: 'Each looks and writes in one step of the server. In TypeScript they have the same names, and resolve to `true` or `false`.',
        holds: true,
      },
    ],
    lessons: ['memcached/storage-verbs'],
    words: words('set add replace append prepend delete touch time'),
  },
  {
    row: 'S6',
    id: 'counters',
    about: 'Counters',
    does: 'The methods that count on the server.',
    pairs: [
      {
        said: '`incr` does not check for overflow: be aware of values approaching 2**32.',
        is: 'The end is at 2^64 − 1, and after it comes 0. `incr` on 4294967295 gives 4294967296. In TypeScript `cache.incr(key, by)` gives a `bigint`, since a number is exact up to 53 bits only.',
      },
      {
        said: '`incr` returns `None` where there is no such key.',
        is: 'A dead server gives `None` too, and so does `noreply`. An item that is no number raises a `ValueError` about an `invalid literal for int()`, with the words of the server in it.',
      },
      {
        said: '`decr` stops at 0.',
        is: 'A reply of 0 then has two meanings: you took the last one, or there was none. A counter alone cannot sell a stock.',
        holds: true,
      },
    ],
    lessons: ['memcached/counters'],
    words: words('incr decr'),
  },
  {
    row: 'S7',
    id: 'check-and-set',
    about: 'Check and set',
    does: 'The methods that write only what nobody else has changed.',
    pairs: [
      {
        said: '`cas` stores if the value was not altered since it was last fetched with `gets`.',
        code: [
          "if cmd == 'cas' and key not in self.cas_ids:",
          "    return self._set('set', key, val, …)",
        ],
        is: 'Only with `cache_cas=True`. The default is `False`; then `cas` knows no number and sends a `set`, without a word. Two clients that had both read 900 were both told `True`, and 899 was left. With it, the same happens where there was no `gets`, or one on another client.',
      },
      {
        said: '`cas` returns nonzero on success.',
        is: 'What is not `True` has three reasons: another has written, the item is gone, or the server is dead. The client in TypeScript says `stored`, `exists` or `not found`, and a dead server is an error.',
      },
      {
        said: 'In the article that it links to: `cas` throws when another has written, and the `gets` of another changes the number.',
        is: 'It returns `False`. Only writes change the number: reading does not, and neither does `touch`.',
      },
      {
        said: 'With `cache_cas` the table of numbers grows until you call `reset_cas`.',
        is: 'In TypeScript `cache.gets(key)` hands you the number with the value, and `cache.cas(key, value, seen)` takes it back. No table is kept.',
        holds: true,
      },
    ],
    lessons: ['memcached/check-and-set'],
    words: words('gets cas cache_cas reset_cas'),
  },
  {
    row: 'S8',
    id: 'many-keys',
    about: 'Many keys, a prefix, noreply',
    does: 'The methods that take a list of keys, to save round trips.',
    pairs: [
      {
        said: '`get_multi`, `set_multi` and `delete_multi` do “just one query”.',
        is: '`get_multi` is one command for each server. The other two are a command for each key, in one write: one round trip all the same.',
      },
      {
        said: '`set_multi` returns the keys that were not stored.',
        code: ["if server.readline() == 'STORED':"],
        is: 'On Python 3 the reply is bytes, and equals no text: every key is stored, and every key is reported as failed. Release 1.59 has that mended. But there a value of more than a megabyte makes it wait for a reply to a command that it did not send. After 3 seconds it takes the server for dead, and `get` returns `None` for the next 30.',
      },
      {
        said: '`delete_multi` deletes them.',
        code: ['write("delete %s %d%s\\r\\n" % (key, time, extra))'],
        is: "On Python 3 the key goes out as `b'user:41'`. Nothing is deleted, and it returns 1. Release 1.59 deletes.",
      },
      {
        said: 'The doctest of `delete_multi` stores `a1` and `a2`, deletes `key1` and `key2`, and finds these two gone.',
        is: 'They were never there. It would pass if nothing was ever deleted.',
      },
      {
        said: '`noreply`: the server does not send a reply.',
        is: 'To a malformed line it may send an error all the same, and from then on each call reads the answer of the one before. In a pipeline it saves no more than the wait for one round trip, and with it every way to hear that something was not stored.',
      },
      {
        said: '`key_prefix` goes before each key, and the answers come without it. Keys may be numbers.',
        is: "In TypeScript `cache.getMany([41, 42], { prefix: 'user:' })` gives a `Map`, by the numbers that you gave. To the server the prefix is a part of the key: nothing deletes all keys of a prefix.",
        holds: true,
      },
    ],
    lessons: ['memcached/many-keys'],
    words: words('get_multi set_multi delete_multi key_prefix noreply'),
  },
  {
    row: 'S9',
    id: 'flags',
    about: 'Flags, pickle, compression',
    does: 'How a value becomes bytes, and bytes a value.',
    pairs: [
      {
        said: 'What is no text and no integer is stored as a `pickle`.',
        is: 'A pickle is a list of instructions, and one of them calls a function by its name. Who reads pickles from a cache runs whatever anybody can store there. Store JSON: `json.dumps` there, `JSON.stringify` here.',
      },
      {
        said: 'Four `flags`: pickle is 1, integer 2, long 4, compressed 8.',
        is: 'Release 1.59 marks texts with 16, and 1.58 throws on those: `Unknown flags on get: 10`. Both on one cache, while you deploy, is enough. The 4 is the `long` of Python 2, and nothing sets it in Python 3.',
      },
      {
        said: '`flags` of 0 mean a text.',
        code: ['if flags == 0:', "    val = buf.decode('utf8')"],
        is: 'On Python 3 your bytes come back as a text, or as a `UnicodeDecodeError`. To release 1.59, and to the codec of this course, what has the flags 0 is bytes.',
      },
      {
        said: 'A value longer than `min_compress_len` is compressed, and stays so where that made it smaller. `compressor`, `decompressor` and `pickler` can be yours.',
        is: 'In TypeScript: `{ compressFrom }` with each value, and one `{ codec }` for the client. The codec of this course limits what it unfolds, as 65 kB can become 65 MB.',
        holds: true,
      },
    ],
    lessons: ['memcached/values-and-flags'],
    words: words(
      'flags pickle pickler min_compress_len compressor decompressor',
    ),
  },
];
