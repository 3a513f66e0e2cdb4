import fc from 'fast-check';
import { expect } from 'vitest';
import type { Service } from '../../src/course/service-name.ts';
import { createDecoder } from '../../src/wire/decoder.ts';
import type { WireMessage } from '../../src/wire/message.ts';
import type { Turn } from './recorder.ts';

/** What a decoder makes of a conversation, given in these pieces. */
export function decode(service: Service, turns: Turn[]): WireMessage[] {
  const decoder = createDecoder(service);
  const messages = turns.flatMap(({ from, bytes }) =>
    decoder.push(from, bytes),
  );
  return [...messages, ...decoder.end()];
}

/** The same bytes in other pieces; sizes are used in turn. */
function cut(turns: Turn[], sizes: number[]): Turn[] {
  let next = 0;
  return turns.flatMap(({ from, bytes }) => {
    const pieces: Turn[] = [];
    for (let at = 0; at < bytes.length;) {
      const end = at + sizes[next++ % sizes.length]!;
      // A copy: a piece does not lie beside the next one, in truth.
      pieces.push({ from, bytes: Buffer.from(bytes.subarray(at, end)) });
      at = end;
    }
    return pieces;
  });
}

const sizes = fc.array(
  fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 4000 })),
  { minLength: 1, maxLength: 20 },
);

/** Holds a decoder to decoding a conversation alike, however it is cut. */
export function expectAnySplitAlike(
  service: Service,
  turns: Turn[],
  numRuns = 40,
) {
  const whole = decode(service, turns);
  expect(decode(service, cut(turns, [1]))).toEqual(whole);
  fc.assert(
    fc.property(sizes, (each) => {
      expect(decode(service, cut(turns, each))).toEqual(whole);
    }),
    { numRuns },
  );
}

/** Holds messages to cover every byte that was sent, once. */
export function expectWhole(turns: Turn[], messages: WireMessage[]) {
  for (const side of ['client', 'server'] as const) {
    const sent = turns
      .filter(({ from }) => from === side)
      .reduce((sum, { bytes }) => sum + bytes.length, 0);
    const shown = messages
      .filter(({ from }) => from === side)
      .reduce((sum, { length }) => sum + length, 0);
    expect(shown, side).toBe(sent);
  }
}
