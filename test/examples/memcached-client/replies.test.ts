import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ReplyReader,
  type Reply,
} from '../../../examples/memcached/client/replies.ts';
import { cut, sent, sizes } from './reply-bytes.ts';

/** What a new reader makes of the bytes, in pieces of these sizes. */
function read(bytes: Buffer, lengths: number[]): Reply[] {
  const reader = new ReplyReader();
  return [...cut(bytes, lengths)].flatMap((chunk) => [...reader.push(chunk)]);
}

describe('replies', () => {
  test('are read as they were sent, in whatever pieces they come', () => {
    fc.assert(
      fc.property(fc.array(sent, { maxLength: 8 }), sizes, (all, lengths) => {
        // A long value byte by byte takes long, and shows no more.
        const bytes = Buffer.concat(all.map((each) => each.bytes));
        const large = lengths.map((n) => (bytes.length > 20_000 ? n * 400 : n));
        expect(read(bytes, large)).toEqual(all.map(({ reply }) => reply));
      }),
      { numRuns: 300 },
    );
  });

  test('are complete with their last byte, and not before', () => {
    fc.assert(
      fc.property(sent, ({ bytes, reply }) => {
        const reader = new ReplyReader();
        expect([...reader.push(bytes.subarray(0, -1))]).toEqual([]);
        expect([...reader.push(bytes.subarray(-1))]).toEqual([reply]);
      }),
    );
  });

  test('of a megabyte are read in the pieces of a network', () => {
    const data = Buffer.alloc(1024 * 1024, 'END\r\n');
    const first = Buffer.from(`VALUE k 0 ${data.length}\r\n`);
    const bytes = Buffer.concat([first, data, Buffer.from('\r\nEND\r\n')]);
    const [reply] = read(bytes, [1460]);
    expect(reply!.items[0]!.data.equals(data)).toBe(true);
  });
});

describe('what is no reply', () => {
  test.each([
    'HTTP/1.1 400 Bad Request\r\n',
    '\r\n',
    ' END\r\n',
    'end\r\n',
    'E\r\n',
    '-1\r\n',
    '1.5\r\n',
    'VALUE a 0\r\n',
    'VALUE a 0 -1\r\n',
    'VALUE a x 1\r\nx\r\nEND\r\n',
    'VALUE a 0 1 1 1\r\nx\r\nEND\r\n',
    'VALUE a b 0 1\r\nx\r\nEND\r\n',
    'VALUE a 0 1\r\nxx\r\nEND\r\n',
    'VALUE a 0 3\r\nxx\r\nEND\r\n',
    'VA\r\n',
    'VA x\r\n',
    'VA 1\r\nxx\r\n',
    '\0\0\r\n',
  ])('is an error: %j', (bytes) => {
    expect(() => read(Buffer.from(bytes), [bytes.length])).toThrow();
    expect(() => read(Buffer.from(bytes), [1])).toThrow();
  });

  test('is an error behind all replies before it, wherever the pieces end', () => {
    const garbage = fc
      .stringMatching(/^[a-z<{/.][ -~]{0,30}$/)
      .map((text) => Buffer.from(`${text}\r\n`));
    fc.assert(
      fc.property(fc.array(sent), garbage, sizes, (all, last, lengths) => {
        const bytes = Buffer.concat([...all.map((each) => each.bytes), last]);
        const reader = new ReplyReader();
        const replies: Reply[] = [];
        expect(() => {
          for (const chunk of cut(
            bytes,
            lengths.map((n) => n * 400),
          ))
            for (const reply of reader.push(chunk)) replies.push(reply);
        }).toThrow();
        expect(replies).toEqual(all.map(({ reply }) => reply));
      }),
    );
  });

  test('is a line that never ends', () => {
    const reader = new ReplyReader();
    expect(() => {
      for (let i = 0; i < 4096; i += 1)
        for (const _ of reader.push(Buffer.from('A')))
          expect.fail('a reply of no line');
    }).toThrow('no line ends');
  });
});

test('an item keeps nothing in memory of what came with it', () => {
  const large = Buffer.alloc(1024 * 1024);
  const bytes = Buffer.concat([
    Buffer.from(`VALUE large 0 ${large.length}\r\n`),
    large,
    Buffer.from('\r\nVALUE small 0 5\r\nhello\r\nEND\r\n'),
  ]);
  const [reply] = new ReplyReader().push(bytes);
  const small = reply!.items[1]!.data;
  expect(small.toString()).toBe('hello');
  expect(small.buffer.byteLength).toBeLessThan(100_000);
});

test('an item does not change when its chunk is written over', () => {
  const chunk = Buffer.from('VALUE k 0 5\r\nhello\r\nEND\r\n');
  const [reply] = new ReplyReader().push(chunk);
  chunk.fill('x');
  expect(reply!.items[0]!.data.toString()).toBe('hello');
});
