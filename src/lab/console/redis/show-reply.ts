import { StringDecoder } from 'node:string_decoder';
import type { Bytes } from './bytes.ts';
import { quoted } from './quote.ts';

/** Yields when it needs bytes that are not here yet. */
export type Steps<T> = Generator<undefined, T>;

/** How a server's strings are written: quoted, or as they are. */
interface Look {
  write(text: string): void;
  /** True when nothing that is written is shown any more. */
  full(): boolean;
  raw(): boolean;
}

/** What kind of reply it was: the byte that RESP begins it with, `_` for nil. */
export type Kind = string;

/** The sign behind an element's number. */
const SIGNS: Record<string, string> = { '%': '#', '~': '~' };
const EMPTY: Record<string, string> = { '%': 'hash', '~': 'set', '>': 'push' };

/**
 * Writes one reply as redis-cli shows it in a terminal, while it comes: a
 * long value is never held.
 * https://github.com/redis/redis/blob/7.0/src/redis-cli.c,
 * `cliFormatReplyTTY`
 * @throws {Error} when it is not RESP.
 */
export function* showReply(bytes: Bytes, look: Look, prefix = ''): Steps<Kind> {
  const { write } = look;
  const line = yield* wholeLine(bytes);
  const kind = line.toString('latin1', 0, 1);
  const rest = line.toString('utf8', 1);
  const size = Number(rest);
  switch (kind) {
    case '+':
      write(`${rest}\n`);
      return kind;
    case '-':
      write(`(error) ${rest}\n`);
      return kind;
    case ':':
      write(`(integer) ${rest}\n`);
      return kind;
    case ',':
      write(`(double) ${rest}\n`);
      return kind;
    case '#':
      write(rest === 't' ? '(true)\n' : '(false)\n');
      return kind;
    case '(':
      write(`(big number) ${rest}\n`);
      return kind;
    case '_':
      write('(nil)\n');
      return kind;
  }
  if (!/^[$=*%~>]$/.test(kind) || !Number.isInteger(size)) {
    throw new Error('not RESP');
  }
  if (size < 0) {
    write('(nil)\n');
    return '_';
  }
  if (kind === '$' || kind === '=') {
    yield* showString(bytes, size, look, kind === '=');
    return kind;
  }
  if (size === 0) write(`(empty ${EMPTY[kind] ?? 'array'})\n`);
  const width = String(size).length;
  const inner = `${prefix}${' '.repeat(width + 2)}`;
  for (let n = 1; n <= size; n++) {
    const sign = SIGNS[kind] ?? ')';
    if (!look.full()) {
      const number = String(n).padStart(width);
      write(`${n === 1 ? '' : prefix}${number}${sign} `);
    }
    if (kind === '%') {
      yield* showReply(bytes, { ...look, write: keyWriter(write) }, inner);
      write(' => ');
    }
    yield* showReply(bytes, look, inner);
  }
  return kind;
}

/** Writes all but the end of the line: a map's value stands behind its key. */
function keyWriter(write: Look['write']): Look['write'] {
  let ended = false;
  return (text) => {
    write(`${ended ? '\n' : ''}${text.replace(/\n$/, '')}`);
    ended = text.endsWith('\n');
  };
}

function* showString(
  bytes: Bytes,
  size: number,
  { write, full, raw }: Look,
  verbatim: boolean,
): Steps<void> {
  const plain = raw() || verbatim;
  const decoder = new StringDecoder('utf8');
  if (!plain) write('"');
  let left = size;
  // A verbatim string begins with its format: `txt:`.
  let skip = verbatim ? 4 : 0;
  while (left > 0) {
    const part = bytes.take(left);
    if (!part) {
      yield;
      continue;
    }
    left -= part.length;
    if (full()) continue;
    const shown = part.subarray(skip);
    skip = Math.max(0, skip - part.length);
    // A part may be as long as the value; more than this is never shown.
    const head = shown.subarray(0, 512 * 1024);
    write(plain ? decoder.write(head) : quoted(head));
  }
  write(plain ? '\n' : '"\n');
  yield* wholeLine(bytes);
}

function* wholeLine(bytes: Bytes): Steps<Buffer> {
  let line: Buffer | undefined;
  while (!(line = bytes.line())) yield;
  return line;
}
