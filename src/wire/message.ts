/** Who sent it. */
export type Sender = 'client' | 'server';

/** One message of a conversation: a command, a reply, a frame. */
export interface WireMessage {
  from: Sender;
  /** One line, in the protocol's own words; long values are shortened. */
  text: string;
  /** Belongs to the connection's set-up: versions, names, credentials. */
  setup: boolean;
  /**
   * Which of the connection's round trips it is part of, from 1: a round
   * trip is one wait of the client, for however many messages. Nothing for
   * what nobody waits for: a push, a delivery, a publish without confirm.
   */
  trip?: number;
  /** Where its first byte stands in what its sender sent. */
  offset: number;
  /** How many bytes it has. */
  length: number;
  /** The first of them, at most `KEPT_BYTES`; none of a credential. */
  bytes: Buffer;
  /** AMQP: which of the client's messages on its channel it is, from 0. */
  turn?: { channel: number; index: number };
}

/** Bytes kept of a message, for the reader to look at. */
export const KEPT_BYTES = 512;
