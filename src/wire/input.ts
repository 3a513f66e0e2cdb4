import { KEPT_BYTES } from './message.ts';

/** The bytes are not of the protocol. Never leaves `src/wire`. */
export class Undecodable extends Error {}

/** Where a message lies in what its sender sent, and its first bytes. */
export interface Span {
  offset: number;
  length: number;
  bytes: () => Buffer;
}

/** A line longer than this is no line of these protocols. */
const MAX_LINE = 64 * 1024;
/** More digits than these are no size of anything. */
const MAX_DIGITS = 12;
const ZERO = 48;
const TAB = 9;
const LF = 10;
const CR = 13;
const NOTHING = Buffer.alloc(0);

/**
 * What one side sends: pushed in chunks as they come, read in the protocol's
 * own units. A read that needs bytes which are not here yet gives nothing
 * and takes nothing. Holds no more than the unread rest and the first
 * `KEPT_BYTES` of the message that is being read.
 */
export class Input {
  #buffer: Buffer = NOTHING;
  #at = 0;
  /** Where the present message begins in the buffer. */
  #begin = 0;
  /** Its first bytes, where they are no longer in the buffer. */
  #head: Buffer[] = [];
  #headLength = 0;
  /** Position of the buffer, and of the message, in all that was sent. */
  #base = 0;
  #offset = 0;

  push(chunk: Buffer) {
    this.#keep(this.#at);
    this.#base += this.#at;
    this.#buffer =
      this.#at === this.#buffer.length
        ? chunk
        : Buffer.concat([this.#buffer.subarray(this.#at), chunk]);
    this.#at = 0;
    this.#begin = 0;
  }

  /** Whether it stands between two messages, with nothing left to read. */
  get idle(): boolean {
    const read = this.#base + this.#at;
    return read === this.#offset && this.#at === this.#buffer.length;
  }

  /** Whether nothing was read yet. */
  get first(): boolean {
    return this.#base + this.#at === 0;
  }

  /** The byte to be read next. */
  peek(): number | undefined {
    return this.#buffer[this.#at];
  }

  /** A line of text, without its end. */
  line(): Buffer | undefined {
    const from = this.#at;
    const found = this.#buffer.indexOf(LF, from);
    const end = found < 0 ? this.#buffer.length : found;
    if (end - from > MAX_LINE) throw new Undecodable('a line without an end');
    // Known before the line is whole: bytes may hold no end of a line.
    for (let at = from; at < end; at++) {
      const byte = this.#buffer[at]!;
      if (byte < 32 && byte !== TAB && byte !== CR) {
        throw new Undecodable('not a line of text');
      }
    }
    if (found < 0) return undefined;
    this.#at = end + 1;
    const last = end > from && this.#buffer[end - 1] === CR ? end - 1 : end;
    return this.#buffer.subarray(from, last);
  }

  /** A line of this byte and digits, as its number: `$5`, of RESP. */
  size(sigil: number): number | undefined {
    const from = this.#at;
    let size = 0;
    for (let at = from; at < this.#buffer.length; at++) {
      const byte = this.#buffer[at]!;
      const isDigit = byte >= ZERO && byte <= ZERO + 9;
      if (at === from ? byte !== sigil : !isDigit && byte !== CR && byte !== LF)
        throw new Undecodable('not a size');
      if (isDigit) size = size * 10 + byte - ZERO;
      if (byte === LF) {
        if (at < from + 3) throw new Undecodable('no digit');
        this.#at = at + 1;
        return size;
      }
      if (at > from + MAX_DIGITS) throw new Undecodable('too long a size');
    }
    return undefined;
  }

  /** Passes over the end of a line; whether it was one. */
  lineEnd(): boolean | undefined {
    const at = this.#at;
    if (at + 2 > this.#buffer.length) return undefined;
    this.#at += 2;
    return this.#buffer[at] === CR && this.#buffer[at + 1] === LF;
  }

  /** Exactly `length` bytes; for lengths that are known to be small. */
  take(length: number): Buffer | undefined {
    const end = this.#at + length;
    if (end > this.#buffer.length) return undefined;
    const taken = this.#buffer.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }

  /** Passes over at most `length` bytes; how many of them were here. */
  skip(length: number): number {
    const skipped = Math.min(length, this.#buffer.length - this.#at);
    this.#at += skipped;
    return skipped;
  }

  /** Ends the present message, where the reading stands. */
  finish(): Span {
    const { offset, head } = { offset: this.#offset, head: this.#head };
    const end = Math.min(this.#at, this.#begin + KEPT_BYTES - this.#headLength);
    const rest = this.#buffer.subarray(this.#begin, end);
    this.#offset = this.#base + this.#at;
    this.#begin = this.#at;
    this.#head = [];
    this.#headLength = 0;
    return {
      offset,
      length: this.#offset - offset,
      bytes: () => Buffer.concat([...head, rest]),
    };
  }

  /** Reads all there is, since the last message: for what is no message. */
  rest(): Span {
    this.#at = this.#buffer.length;
    return this.finish();
  }

  /** Keeps the message's bytes up to there: the buffer is to be dropped. */
  #keep(to: number) {
    const room = KEPT_BYTES - this.#headLength;
    const end = Math.min(to, this.#begin + room);
    if (end <= this.#begin) return;
    this.#head.push(Buffer.from(this.#buffer.subarray(this.#begin, end)));
    this.#headLength += end - this.#begin;
  }
}

/** Bytes of a value: its first ones, and how many there are. */
export interface Value {
  head: Buffer;
  length: number;
}

/** Bytes of one value that are read at all; more are passed over. */
const MAX_HEAD = 4096;

/** Reads a value of any length; holds only its first bytes. */
export function* readValue(
  input: Input,
  length: number,
): Generator<undefined, Value> {
  const size = Math.min(length, MAX_HEAD);
  let head: Buffer | undefined;
  while (!(head = input.take(size))) yield;
  if (size < length) {
    head = Buffer.from(head);
    let left = length - size;
    while ((left -= input.skip(left)) > 0) yield;
  }
  return { head, length };
}
