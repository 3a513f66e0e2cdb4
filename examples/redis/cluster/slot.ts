/** CRC16 as XMODEM has it, of the bytes of a text. */
function crc16(text: string): number {
  let crc = 0;
  for (const byte of Buffer.from(text)) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++)
      crc = (crc << 1) ^ (crc & 0x8000 ? 0x11021 : 0);
  }
  return crc;
}

// #region slot
/**
 * The slot of a key, from 0 to 16383. Where the first { has a } behind
 * it and something between, only that counts.
 */
export function slotOf(key: string): number {
  const [, tag] = /^[^{]*\{([^}]+)\}/.exec(key) ?? [];
  return crc16(tag ?? key) % 16384;
}
// #endregion slot
