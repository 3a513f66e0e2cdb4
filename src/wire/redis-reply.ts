import { Undecodable, readValue, type Input, type Value } from './input.ts';

/** A reply, as far as it is shown. */
export type Reply =
  | { type: 'line'; kind: string; line: Buffer }
  | { type: 'bulk'; kind: string; value: Value }
  | { type: 'null' }
  | {
      type: 'array' | 'push' | 'set' | 'map';
      items: Reply[];
      /** Of all of them, also those not kept; a map has two each. */
      count: number;
    };

/** Elements kept of one reply, and how deep it may be nested. */
const MAX_ITEMS = 100;
const MAX_DEPTH = 32;

const AGGREGATES: Record<string, 'array' | 'push' | 'set' | 'map'> = {
  '*': 'array',
  '>': 'push',
  '~': 'set',
  '%': 'map',
};

/** Reads one reply of RESP2 or RESP3, of any size, holding a part of it. */
export function readReply(input: Input): Generator<undefined, Reply> {
  return readPart(input, 0, { left: MAX_ITEMS });
}

function* readPart(
  input: Input,
  depth: number,
  room: { left: number },
): Generator<undefined, Reply> {
  let line: Buffer | undefined;
  while (!(line = input.line())) yield;
  const kind = String.fromCharCode(line[0] ?? 0);
  switch (kind) {
    case '+':
    case '-':
    case ':':
    case '#':
    case ',':
    case '(':
      return { type: 'line', kind, line: line.subarray(1) };
    case '_':
      return { type: 'null' };
    case '$':
    case '=':
    case '!': {
      const length = lengthOf(line);
      if (length < 0) return { type: 'null' };
      const { head } = yield* readValue(input, length);
      // A verbatim string begins with its format: `txt:`.
      const format = kind === '=' ? 4 : 0;
      const value = {
        head: Buffer.from(head.subarray(format)),
        length: Math.max(0, length - format),
      };
      let isEnd: boolean | undefined;
      while ((isEnd = input.lineEnd()) === undefined) yield;
      if (!isEnd) throw new Undecodable('no end of a bulk string');
      return { type: 'bulk', kind, value };
    }
    case '|':
      // Attributes stand before the reply that they describe.
      yield* readItems(input, 2 * lengthOf(line), depth, room);
      return yield* readPart(input, depth, room);
    default: {
      const type = AGGREGATES[kind];
      if (!type || depth > MAX_DEPTH) throw new Undecodable('not a reply');
      const length = lengthOf(line);
      if (length < 0) return { type: 'null' };
      const count = type === 'map' ? 2 * length : length;
      const items = yield* readItems(input, count, depth, room);
      return { type, items, count };
    }
  }
}

function* readItems(
  input: Input,
  count: number,
  depth: number,
  room: { left: number },
): Generator<undefined, Reply[]> {
  const items: Reply[] = [];
  for (let index = 0; index < count; index++) {
    const item = yield* readPart(input, depth + 1, room);
    if (room.left-- > 0) items.push(item);
  }
  return items;
}

/** -1 stands for nothing, in RESP2. */
function lengthOf(line: Buffer): number {
  const text = line.toString('latin1', 1);
  if (!/^(\d{1,10}|-1)$/.test(text)) throw new Undecodable('not a length');
  return Number(text);
}
