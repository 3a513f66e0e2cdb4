const ESCAPED: Record<number, string> = {
  0x22: '\\"',
  0x5c: '\\\\',
  0x0a: '\\n',
  0x0d: '\\r',
  0x09: '\\t',
  0x07: '\\a',
  0x08: '\\b',
};

/**
 * The inside of a quoted string as redis-cli shows it: bytes that are not
 * printable ASCII as `\x00`. (`sdscatrepr`)
 */
export function quoted(bytes: Buffer): string {
  let text = '';
  for (const byte of bytes) {
    text +=
      ESCAPED[byte] ??
      (byte >= 0x20 && byte < 0x7f
        ? String.fromCharCode(byte)
        : `\\x${byte.toString(16).padStart(2, '0')}`);
  }
  return text;
}
