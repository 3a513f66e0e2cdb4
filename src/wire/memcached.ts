import type { Conversation, Reader, Readers } from './conversation.ts';
import type { Input } from './input.ts';
import { memcachedBinary } from './memcached-binary.ts';
import { memcachedText } from './memcached-text.ts';

/** The first byte of a binary request, and of a binary response. */
const BINARY = [0x80, 0x81];

/** Text, meta or binary: the first byte of a connection tells. */
export function memcached(conversation: Conversation): Readers {
  const binary = memcachedBinary(conversation);
  const text = memcachedText(conversation);

  function* choose(input: Input, from: 'client' | 'server'): Reader {
    let first: number | undefined;
    while ((first = input.peek()) === undefined) yield;
    return yield* (BINARY.includes(first) ? binary : text)[from];
  }

  return {
    client: choose(conversation.client, 'client'),
    server: choose(conversation.server, 'server'),
  };
}
