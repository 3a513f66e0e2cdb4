import fc from 'fast-check';
import type {
  Item,
  Reply,
} from '../../../examples/memcached/client/replies.ts';

/** A reply, and the bytes that a server sends for it. */
export interface Sent {
  reply: Reply;
  bytes: Buffer;
}

const key = fc.oneof(
  fc.constantFrom(
    'a',
    'END',
    'VALUE',
    'k'.repeat(250),
    'tea:é',
    'no\u00a0break',
  ),
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
    .map((text) => text.replaceAll(/[\0-\x20\x7f]/g, '_')),
);

/** What a reader that looks for ends instead of counting would trip on. */
const PROTOCOL = [
  '\r\nEND\r\n',
  'VALUE a 0 1\r\n',
  '\r\n',
  '\r',
  '\n',
  'STORED\r\nERROR\r\n',
  'STAT a 1\r\nEND\r\n',
  'SERVER_ERROR no\r\n',
];
const SIZES = [0, 1, 2, 2046, 2047, 2048, 2049, 8192, 65_536];

const value = fc.oneof(
  fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
  fc.array(fc.constantFrom(...PROTOCOL)).map((s) => Buffer.from(s.join(''))),
  fc.constantFrom(...SIZES).map((size) => Buffer.alloc(size, 'x')),
);
const flags = fc.oneof(fc.nat(63), fc.nat(2 ** 32 - 1));
const cas = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });

const item: fc.Arbitrary<Item> = fc.record(
  { key, flags, data: value, cas },
  { requiredKeys: ['key', 'flags', 'data'] },
);

const text = fc.string({ maxLength: 40 });

const line = fc.oneof(
  fc.constantFrom('STORED', 'NOT_STORED', 'EXISTS', 'NOT_FOUND', 'OK', 'HD'),
  fc.constantFrom('DELETED', 'TOUCHED', 'RESET', 'MN', 'ERROR'),
  fc.tuple(fc.constantFrom('CLIENT_ERROR', 'SERVER_ERROR'), text).map(join),
  cas.map(String),
  fc.constant('VERSION 1.6.18'),
);

const stats = fc.array(
  fc.tuple(fc.stringMatching(/^[a-z_:0-9]{1,20}$/), text),
  { maxLength: 20 },
);

function join(words: string[]): string {
  return words.join(' ');
}

function valueBytes({ key, flags, data, cas }: Item): Buffer {
  const last = cas === undefined ? '' : ` ${cas}`;
  const first = `VALUE ${key} ${flags} ${data.length}${last}\r\n`;
  return Buffer.concat([Buffer.from(first), data, Buffer.from('\r\n')]);
}

const retrieved = fc.array(item, { maxLength: 4 }).map((items): Sent => ({
  reply: { line: 'END', items, stats: [] },
  bytes: Buffer.concat([...items.map(valueBytes), Buffer.from('END\r\n')]),
}));
const status = line.map((each): Sent => ({
  reply: { line: each, items: [], stats: [] },
  bytes: Buffer.from(`${each}\r\n`),
}));
const statistics = stats.map((all): Sent => ({
  reply: { line: 'END', items: [], stats: all },
  bytes: Buffer.from(
    [...all.map((each) => `STAT ${join(each)}`), 'END', ''].join('\r\n'),
  ),
}));
/** The reply to an `mg`: a value is the whole of it. */
const meta = fc.tuple(value, flags).map(([data, number]): Sent => {
  const first = `VA ${data.length} f${number}`;
  return {
    reply: {
      line: first,
      items: [{ key: '', flags: number, data }],
      stats: [],
    },
    bytes: Buffer.concat([
      Buffer.from(`${first}\r\n`),
      data,
      Buffer.from('\r\n'),
    ]),
  };
});

/** Any reply that memcached gives. */
export const sent = fc.oneof(retrieved, status, statistics, meta);

/** Sizes of chunks, to be used in turn. */
export const sizes = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 1, max: 9 }) },
    fc.integer({ min: 10, max: 70_000 }),
  ),
  { minLength: 1, maxLength: 10 },
);

/** Copies of the pieces: what arrives does not lie beside the next one. */
export function* cut(bytes: Buffer, lengths: number[]): Generator<Buffer> {
  for (let at = 0, next = 0; at < bytes.length; next += 1) {
    const end = at + lengths[next % lengths.length]!;
    yield Buffer.from(bytes.subarray(at, end));
    at = end;
  }
}
