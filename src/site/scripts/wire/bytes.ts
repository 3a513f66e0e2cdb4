/** The bytes behind base64. */
export function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** Bytes as `0000  2a 33 0d 0a …  *3..`: where, in hex, and as text. */
export function hexDump(bytes: Uint8Array, perLine: number): string {
  const lines: string[] = [];
  const columns = Math.min(perLine, bytes.length);
  for (let at = 0; at < bytes.length; at += perLine) {
    const line = [...bytes.slice(at, at + perLine)];
    const hex = line.map((byte) => byte.toString(16).padStart(2, '0'));
    const text = line.map((byte) =>
      byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.',
    );
    lines.push(
      `${at.toString(16).padStart(4, '0')}  ${hex.join(' ').padEnd(columns * 3)} ${text.join('')}`,
    );
  }
  return lines.join('\n');
}
