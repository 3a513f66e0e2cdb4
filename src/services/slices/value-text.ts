import { isUtf8 } from 'node:buffer';

/** Characters shown of one value. */
const LONGEST = 200;

/** Bytes that are enough to show the beginning of a value. */
export const ENOUGH_BYTES = 4 * LONGEST;

const ESCAPES: Record<string, string> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

const hex = (code: number) => `\\x${code.toString(16).padStart(2, '0')}`;

/** Bytes as text; those that are none, or cannot be seen, as `\x00`. */
function visible(bytes: Buffer): string {
  const text = textOf(bytes);
  return (text ?? bytes.toString('latin1')).replace(
    text === undefined
      ? /["\\]|[^\x20-\x7e]/g
      : // eslint-disable-next-line no-control-regex
        /["\\\x00-\x1f\x7f-\x9f\u2028\u2029]/g,
    (each) => ESCAPES[each] ?? hex(each.charCodeAt(0)),
  );
}

/** Where a value was cut, its last character may be in pieces. */
function textOf(bytes: Buffer): string | undefined {
  const pieces = bytes.length < ENOUGH_BYTES ? 0 : 3;
  for (let cut = 0; cut <= pieces; cut++) {
    const whole = bytes.subarray(0, bytes.length - cut);
    if (isUtf8(whole)) return whole.toString('utf8');
  }
  return undefined;
}

/** A value in quotes, as redis-cli shows it. */
export function quoted(bytes: Buffer): string {
  return `"${visible(bytes.subarray(0, ENOUGH_BYTES))}"`;
}

/** A name as it is; in quotes only where part of it cannot be seen. */
export function named(bytes: Buffer): string {
  const text = quoted(bytes);
  const plain = bytes.toString('utf8');
  return text === `"${plain}"` && plain !== '' ? cut(plain) : cut(text);
}

/** Text that is cut where it is long. */
export function cut(text: string): string {
  if (text.length <= LONGEST) return text;
  // No half of a character that takes two.
  return `${text.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, '')}…`;
}
