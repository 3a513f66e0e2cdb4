import { isUtf8 } from 'node:buffer';
import type { Value } from './input.ts';

/** Characters shown of one value, and of a whole line. */
const MAX_VALUE = 64;
const MAX_LINE = 400;

const ESCAPES: Record<string, string> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** Whether the bytes are text; the last character may be cut off. */
function asText(bytes: Buffer): string | undefined {
  for (let cut = 0; cut < 4 && cut <= bytes.length; cut++) {
    const whole = bytes.subarray(0, bytes.length - cut);
    if (isUtf8(whole)) return whole.toString('utf8');
  }
  return undefined;
}

const hex = (code: number) => `\\x${code.toString(16).padStart(2, '0')}`;

/** Text in quotes; what cannot be seen is escaped as in JavaScript. */
function quoteText(text: string): string {
  const escaped = text.replace(
    // eslint-disable-next-line no-control-regex
    /["\\\x00-\x1f\x7f-\x9f\u2028\u2029]/g,
    (each) => ESCAPES[each] ?? hex(each.charCodeAt(0)),
  );
  return `"${escaped}"`;
}

/** A value in quotes, shortened to its beginning and its true length. */
export function quote(value: Value | Buffer): string {
  const { head, length } = Buffer.isBuffer(value)
    ? { head: value, length: value.length }
    : value;
  const cut = head.length > MAX_VALUE ? head.subarray(0, MAX_VALUE) : head;
  const text = cut.length < length ? asText(cut) : utf8(cut);
  const shown =
    text === undefined
      ? `"${[...cut].map((byte) => (byte > 31 && byte < 127 && byte !== 34 && byte !== 92 ? String.fromCharCode(byte) : hex(byte))).join('')}"`
      : quoteText(text);
  return cut.length < length ? `${shown}… (${length} bytes)` : shown;
}

const utf8 = (bytes: Buffer) =>
  isUtf8(bytes) ? bytes.toString('utf8') : undefined;

/** A name as it is typed: in quotes only where it must be. */
export function word(value: Value | Buffer): string {
  const { head, length } = Buffer.isBuffer(value)
    ? { head: value, length: value.length }
    : value;
  const plain = length > 0 && length <= MAX_VALUE && utf8(head);
  return plain && /^[^\s"'\\\p{C}]+$/u.test(plain) ? plain : quote(value);
}

/** A line of text, e.g. SQL: on one line, shortened at its end. */
export function oneLine({ head, length }: Value): string {
  const text = asText(head) ?? head.toString('latin1');
  // eslint-disable-next-line no-control-regex
  const line = text.trim().replace(/[\s\x00-\x1f\x7f]+/g, ' ');
  if (line.length <= MAX_LINE && head.length === length) return line;
  return `${line.slice(0, MAX_LINE)}… (${length} bytes)`;
}

/** A line put together of many parts, shortened at its end. */
export function shorten(line: string): string {
  return line.length <= MAX_LINE ? line : `${line.slice(0, MAX_LINE)}…`;
}

/** Bytes that are of no known protocol. */
export function raw(bytes: Buffer, length: number): string {
  return `(${length} byte${length === 1 ? '' : 's'}) ${quote({ head: bytes, length })}`;
}
