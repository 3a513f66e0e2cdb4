import fc from 'fast-check';

// Requests as clients send them, and as no client should. Times are far away
// or over, so that no second that passes makes a difference.

const key = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom('a', 'b', 'stock', 'é', 'a\tb') },
  fc.constantFrom('k'.repeat(250), 'k'.repeat(251), 'noreply'),
);
const noreply = fc.oneof(
  { weight: 4, arbitrary: fc.constant('') },
  fc.constantFrom(' noreply', ' x', ' x noreply', ' '),
);
const flags = fc.constantFrom(
  ...['0', '7', '007', '+1', '4294967295', '4294967296', '-1', 'x'],
);
const exptime = fc.oneof(
  { weight: 4, arbitrary: fc.constant('0') },
  fc.constantFrom('-1', '1000', '2592000', '2592001', '4294967296'),
  fc.constantFrom('2100000000', '9999999999', 'x', '1.5', '0x1'),
);
// With 53 bits and more, and all that a session counts still below 2^63: above
// Memcached 1.6.18 looks for a minus behind the item, too.
const MUCH = '9223372036854770001';
const amount = fc.oneof(
  { weight: 3, arbitrary: fc.nat({ max: 200 }).map(String) },
  fc.constant('18446744073709551616'),
  fc.constantFrom('-1', '+3', 'x', '1x', '0007'),
);
const value = fc.oneof(
  { weight: 3, arbitrary: fc.nat({ max: 2000 }).map(String) },
  fc.constantFrom('', MUCH, '18446744073709551616'),
  fc.constantFrom(' 1', '1 a', '-1', '007', '1\r\n', 'x', '+5', '1\t'),
  fc.constantFrom('\r\nget b\r\n', 'END\r\n', 'a\nb', 'x\r', 'x\n'),
  fc
    .uint8Array({ maxLength: 40 })
    .map((bytes) => Buffer.from(bytes).toString('latin1'))
    // Of white space alone Memcached 1.6.18 makes a number: it reads on,
    // behind the item.
    .filter((text) => /\S/.test(text)),
);
/** The length that a line gives: mostly the true one. */
const length = (text: string) =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constant(String(text.length)) },
    fc.nat({ max: 12 }).map(String),
    fc.constantFrom('-1', 'x', '2147483647', '00003', '+2', '4294967298'),
  );
const end = fc.oneof(
  { weight: 9, arbitrary: fc.constant('\r\n') },
  fc.constant('\n'),
);

const verb = fc.constantFrom(
  ...['set', 'set', 'add', 'replace', 'append', 'prepend'],
);

const storage = value.chain((text) =>
  fc
    .tuple(verb, key, flags, exptime, length(text), noreply, end)
    .map(
      ([name, k, f, t, bytes, quiet, eol]) =>
        `${name} ${k} ${f} ${t} ${bytes}${quiet}${eol}${text}\r\n`,
    ),
);
const cas = fc
  .tuple(key, fc.constantFrom('9223372036854775807', '-1', 'x'), noreply)
  .map(([k, unique, quiet]) => `cas ${k} 0 0 1 ${unique}${quiet}\r\n1\r\n`);
const counting = fc
  .tuple(fc.constantFrom('incr', 'decr'), key, amount, noreply)
  .map(([name, k, by, quiet]) => `${name} ${k} ${by}${quiet}\r\n`);
// Keys that are not too long: for these Memcached 1.6.18 forgets the replies
// to what it has read before, in the same packet.
const keys = fc
  .array(
    key.filter((k) => k.length <= 250),
    { maxLength: 4 },
  )
  .map((all) => all.join(' '));
const retrieval = fc
  .tuple(fc.constantFrom('get', 'get', 'gets'), keys, end)
  .map(([name, all, eol]) => `${name} ${all}${eol}`);
const touch = fc
  .tuple(key, exptime, noreply)
  .map(([k, t, quiet]) => `touch ${k} ${t}${quiet}\r\n`);
const remove = fc
  .tuple(key, fc.constantFrom('', ' 0', ' 10', ' 0 0'), noreply)
  .map(([k, time, quiet]) => `delete ${k}${time}${quiet}\r\n`);
const rest = fc.constantFrom(
  ...['flush_all\r\n', 'flush_all noreply\r\n'],
  ...['flush_all -1\r\n', 'flush_all x\r\n', 'flush_all 0 x\r\n'],
  ...['verbosity 1\r\n', 'verbosity\r\n', 'verbosity x noreply\r\n'],
  ...['GET a\r\n', '\r\n', '   \r\n', 'get\r\n', 'constructor\r\n'],
  ...['incr a\r\n', 'touch a\r\n', 'delete\r\n', 'set a 0 0\r\n'],
);

/**
 * Ends a data block that was left open. Where a connection ends within one,
 * Memcached does not send the replies that it still has.
 */
const close = `${'-'.repeat(20)}\r\n`;

/** A session: the bytes of some requests, one after the other. */
export const session = fc
  .array(
    fc.oneof(
      { weight: 8, arbitrary: storage },
      { weight: 5, arbitrary: retrieval },
      { weight: 4, arbitrary: counting },
      { weight: 2, arbitrary: remove },
      cas,
      touch,
      rest,
    ),
    { minLength: 1, maxLength: 25 },
  )
  .map((requests) => requests.join('') + close);

/** Sizes of the pieces that a session is sent in. */
export const sizes = fc.oneof(
  fc.constant([1]),
  fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 8 }),
);
