import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SERVICES } from '../../src/course/service-name.ts';
import { createDecoder } from '../../src/wire/decoder.ts';
import { KEPT_BYTES } from '../../src/wire/message.ts';
import { decode, expectAnySplitAlike, expectWhole } from './any-split.ts';
import { CONVERSATIONS } from './encode.ts';
import type { Turn } from './recorder.ts';

describe.each(CONVERSATIONS)('%s', (_, service, conversations) => {
  test('any valid conversation is decoded, and alike however it is cut', () => {
    fc.assert(
      fc.property(conversations, (turns) => {
        const messages = decode(service, turns);
        expectWhole(turns, messages);
        for (const { text } of messages)
          expect(text).not.toMatch(/^\(\d+ byte/);
        expectAnySplitAlike(service, turns, 5);
      }),
      { numRuns: 60 },
    );
  });

  test('a conversation that goes wrong is shown to its last byte', () => {
    const spoilt = fc
      .tuple(conversations, fc.nat(), fc.nat(255))
      .map(([turns, at, byte]): Turn[] => {
        const turn = turns[at % Math.max(1, turns.length)];
        if (!turn) return turns;
        const bytes = Buffer.from(turn.bytes);
        bytes[at % bytes.length] = byte;
        return turns.map((each) => (each === turn ? { ...each, bytes } : each));
      });
    fc.assert(
      fc.property(spoilt, (turns) => {
        expectWhole(turns, decode(service, turns));
      }),
      { numRuns: 300 },
    );
  });
});

describe.each(SERVICES)('a decoder for %s', (service) => {
  test('never throws, whatever it is given, and loses no byte', () => {
    const anything = fc.array(
      fc.record({
        from: fc.constantFrom('client', 'server'),
        bytes: fc
          .uint8Array({ maxLength: 200 })
          .map((each) => Buffer.from(each)),
      }),
    );
    fc.assert(
      fc.property(anything, (turns) => {
        const messages = decode(service, turns);
        expectWhole(turns, messages);
        for (const { text, bytes } of messages) {
          expect(text).not.toMatch(/\n/);
          expect(bytes.length).toBeLessThanOrEqual(KEPT_BYTES);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('shows bytes of another protocol as bytes, both ways, from there on', () => {
    // The beginning of a TLS connection.
    const hello = Buffer.from('160301020001000001fc0303', 'hex');
    const decoder = createDecoder(service);
    const texts = (from: 'client' | 'server') =>
      decoder.push(from, hello).map(({ text }) => text);
    const bytes = /^\(12 bytes\) "\\x16\\x03\\x01/;
    expect(texts('client')).toEqual([expect.stringMatching(bytes)]);
    expect(texts('server')).toEqual([expect.stringMatching(bytes)]);
    expect(texts('client')).toEqual([expect.stringMatching(bytes)]);
  });
});

test('messages that are not wanted are counted and not made', () => {
  let wanted = 2;
  const decoder = createDecoder('redis', () => wanted-- > 0);
  const ping = Buffer.from('*1\r\n$4\r\nPING\r\n');
  const messages = decoder.push('client', Buffer.concat([ping, ping, ping]));
  expect(messages.map(({ text }) => text)).toEqual(['PING', 'PING']);
  expect(decoder.skipped).toBe(1);
});

test('a pipeline is one round trip, also when it is answered in the middle', () => {
  const set = Buffer.from('*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$1\r\nv\r\n');
  const decoder = createDecoder('redis');
  const turn = (from: 'client' | 'server', bytes: Buffer) =>
    decoder.push(from, bytes).map(({ trip }) => trip);
  const two = Buffer.concat([set, set.subarray(0, 5)]);
  expect(turn('client', two)).toEqual([1]);
  expect(turn('server', Buffer.from('+OK\r\n'))).toEqual([1]);
  expect(turn('client', set.subarray(5))).toEqual([1]);
  expect(turn('server', Buffer.from('+OK\r\n'))).toEqual([1]);
  expect(turn('client', set)).toEqual([2]);
});

test('a password is not shown, nor kept', () => {
  const hello =
    '*5\r\n$5\r\nHELLO\r\n$1\r\n3\r\n$4\r\nAUTH\r\n$3\r\nann\r\n$6\r\nsecret\r\n';
  const [message] = createDecoder('redis').push('client', Buffer.from(hello));
  expect(message).toMatchObject({
    text: 'HELLO (hidden)',
    setup: true,
    length: hello.length,
    bytes: Buffer.alloc(0),
  });
});
