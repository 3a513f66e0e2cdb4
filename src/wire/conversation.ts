import type { Input, Span } from './input.ts';
import type { Sender, WireMessage } from './message.ts';
import type { RoundTrips } from './round-trips.ts';

/** One connection, as a protocol's readers see it. */
export interface Conversation {
  client: Input;
  server: Input;
  trips: RoundTrips;
}

/** What a reader makes of a message; its bytes are known to the input. */
export interface Decoded extends Pick<WireMessage, 'trip' | 'turn'> {
  /** Made only when the message is wanted. */
  text: () => string;
  setup?: boolean;
  /** Its bytes are a credential: they are not kept. */
  secret?: boolean;
  /** Where it lies, when the reader itself ended it in the input. */
  span?: Span;
}

/**
 * Reads one side of a conversation for ever: yields a message as soon as it
 * is whole, and nothing when it needs more bytes. May throw anything at
 * bytes that are not of its protocol.
 */
export type Reader = Generator<Decoded | undefined, never, void>;

export type Readers = Record<Sender, Reader> & {
  /** What was read of messages that are not whole, where they interleave. */
  unfinished?: (from: Sender) => Span[];
};
