import { createRequire } from 'node:module';
import path from 'node:path';
import fc from 'fast-check';
import type { Service } from '../../src/course/service-name.ts';
import type { Turn } from './recorder.ts';

const require = createRequire(import.meta.url);
const amqplib = path.dirname(require.resolve('amqplib'));
const defs = require(path.join(amqplib, 'lib/defs.js')) as {
  [name: string]: unknown;
  encodeMethod(id: number, channel: number, fields: object): Buffer;
  encodeProperties(
    id: number,
    channel: number,
    size: number,
    fields: object,
  ): Buffer;
};
const { makeBodyFrame } = require(path.join(amqplib, 'lib/frame.js')) as {
  makeBodyFrame(channel: number, body: Buffer): Buffer;
};

const bytes = fc
  .oneof(fc.uint8Array({ maxLength: 40 }), fc.uint8Array({ maxLength: 9000 }))
  .map((each) => Buffer.from(each));
const name = fc
  .string({ minLength: 1, maxLength: 20 })
  .filter((each) => /^[\w:.]+$/.test(each));

const join = (...parts: (string | Buffer)[]) =>
  Buffer.concat(parts.map((each) => Buffer.from(each)));

/** RESP: https://redis.io/docs/latest/develop/reference/protocol-spec/ */
const bulk = (value: Buffer, sigil = '$') =>
  join(`${sigil}${value.length}\r\n`, value, '\r\n');
const command = fc
  .tuple(name, fc.array(bytes, { maxLength: 5 }))
  .map(([verb, values]) => {
    const all = [Buffer.from(verb), ...values];
    return join(`*${all.length}\r\n`, ...all.map((each) => bulk(each)));
  });
const { reply } = fc.letrec<{ reply: Buffer }>((tie) => ({
  reply: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc
      .constantFrom('+OK', '-ERR no', ':12', '_', '#t', ',1.5', '$-1', '*-1')
      .map((line) => Buffer.from(`${line}\r\n`)),
    bytes.map((value) => bulk(value)),
    bytes.map((value) => bulk(join('txt:', value), '=')),
    fc
      .tuple(
        fc.constantFrom('*', '~', '>'),
        fc.array(tie('reply'), { maxLength: 4 }),
      )
      .map(([sigil, items]) => join(`${sigil}${items.length}\r\n`, ...items)),
    fc
      .array(fc.tuple(tie('reply'), tie('reply')), { maxLength: 3 })
      .map((pairs) => join(`%${pairs.length}\r\n`, ...pairs.flat())),
  ),
}));

/** memcached, as text. */
const textCommand = fc.oneof(
  fc
    .tuple(fc.constantFrom('set', 'add', 'append'), name, bytes)
    .map(([verb, key, value]) =>
      join(`${verb} ${key} 0 60 ${value.length}\r\n`, value, '\r\n'),
    ),
  fc
    .tuple(name, bytes)
    .map(([key, value]) =>
      join(`ms ${key} ${value.length} T9\r\n`, value, '\r\n'),
    ),
  name.map((key) => Buffer.from(`get ${key}\r\n`)),
);
const textReply = fc.oneof(
  fc
    .constantFrom('STORED', 'END', 'NOT_FOUND', 'HD')
    .map((each) => Buffer.from(`${each}\r\n`)),
  bytes.map((value) =>
    join(`VALUE k 0 ${value.length}\r\n`, value, '\r\nEND\r\n'),
  ),
  bytes.map((value) => join(`VA ${value.length} t1\r\n`, value, '\r\n')),
);

/** memcached, in binary: a header of 24 bytes, extras, key, value. */
const packet = (magic: number) =>
  fc
    .tuple(
      fc.constantFrom(0, 1, 2, 4, 5, 9, 10, 16, 0x21),
      fc.constantFrom(0, 4, 8, 20),
      name,
      bytes,
    )
    .map(([opcode, extras, key, value]) => {
      const header = Buffer.alloc(24 + extras);
      header[0] = magic;
      header[1] = opcode;
      header.writeUInt16BE(key.length, 2);
      header[4] = extras;
      header.writeUInt32BE(extras + key.length + value.length, 8);
      return join(header, key, value);
    });

/** AMQP frames, by amqplib's own encoder; a content in several bodies. */
const content = (method: string) =>
  fc
    .tuple(fc.integer({ min: 1, max: 3 }), name, bytes)
    .map(([channel, key, value]) => {
      const half = value.length >> 1;
      const fields = {
        routingKey: key,
        exchange: '',
        consumerTag: 'c',
        deliveryTag: 1,
        redelivered: false,
      };
      return join(
        defs.encodeMethod(defs[method] as number, channel, fields),
        defs.encodeProperties(60, channel, value.length, {
          contentType: 'text/plain',
          headers: { a: 1 },
        }),
        ...(half > 0 ? [makeBodyFrame(channel, value.subarray(0, half))] : []),
        ...(value.length > 0
          ? [makeBodyFrame(channel, value.subarray(half))]
          : []),
      );
    });
const method = (each: string, fields: object) =>
  fc
    .integer({ min: 1, max: 3 })
    .map((channel) => defs.encodeMethod(defs[each] as number, channel, fields));

/** PostgreSQL: a type, a length that counts itself, a body. */
const message = (type: string, body: Buffer) => {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return join(type, length, body);
};
const value = (each: Buffer) => {
  const length = Buffer.alloc(4);
  length.writeInt32BE(each.length);
  return join(length, each);
};
const startup = Buffer.from('\0\0\0\x09\0\x03\0\0\0', 'latin1');
const postgresClient = fc.oneof(
  name.map((sql) => message('Q', join(sql, '\0'))),
  bytes.map((each) =>
    message('B', join('\0\0', '\0\0', '\0\x01', value(each), '\0\0')),
  ),
  fc.constantFrom('S', 'H', 'X').map((type) => message(type, join())),
);
const postgresServer = fc.oneof(
  bytes.map((each) => message('D', join('\0\x01', value(each)))),
  name.map((each) => message('C', join(each, '\0'))),
  name.map((each) => message('E', join('C', '23505\0', 'M', each, '\0\0'))),
  fc.constant(message('Z', Buffer.from('I'))),
);

/** Any conversation of these, turn by turn. */
function conversation(
  client: fc.Arbitrary<Buffer>,
  server: fc.Arbitrary<Buffer>,
  first: Turn[] = [],
): fc.Arbitrary<Turn[]> {
  const turn = fc.oneof(
    fc.array(client, { minLength: 1, maxLength: 4 }).map((each) => ({
      from: 'client' as const,
      bytes: Buffer.concat(each),
    })),
    fc.array(server, { minLength: 1, maxLength: 4 }).map((each) => ({
      from: 'server' as const,
      bytes: Buffer.concat(each),
    })),
  );
  return fc
    .array(turn, { maxLength: 6 })
    .map((turns) => [...first.map((each) => ({ ...each })), ...turns]);
}

/** Valid conversations of each protocol. */
export const CONVERSATIONS: [string, Service, fc.Arbitrary<Turn[]>][] = [
  ['Redis', 'redis', conversation(command, reply)],
  ['memcached text', 'memcached', conversation(textCommand, textReply)],
  ['memcached binary', 'memcached', conversation(packet(0x80), packet(0x81))],
  [
    'AMQP',
    'rabbitmq',
    conversation(
      fc.oneof(
        content('BasicPublish'),
        method('QueueDeclare', { queue: 'q' }),
        method('BasicAck', { deliveryTag: 3 }),
        method('ConfirmSelect', {}),
      ),
      fc.oneof(
        content('BasicDeliver'),
        method('QueueDeclareOk', {
          queue: 'q',
          messageCount: 0,
          consumerCount: 0,
        }),
        method('BasicAck', { deliveryTag: 3, multiple: true }),
      ),
    ),
  ],
  [
    'PostgreSQL',
    'postgres',
    conversation(postgresClient, postgresServer, [
      { from: 'client', bytes: startup },
    ]),
  ],
];
