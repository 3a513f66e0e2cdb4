/** https://github.com/memcached/memcached/blob/master/protocol_binary.h */
const OPCODES: Record<number, string> = {
  0x00: 'Get',
  0x01: 'Set',
  0x02: 'Add',
  0x03: 'Replace',
  0x04: 'Delete',
  0x05: 'Increment',
  0x06: 'Decrement',
  0x07: 'Quit',
  0x08: 'Flush',
  0x09: 'GetQ',
  0x0a: 'No-op',
  0x0b: 'Version',
  0x0c: 'GetK',
  0x0d: 'GetKQ',
  0x0e: 'Append',
  0x0f: 'Prepend',
  0x10: 'Stat',
  0x11: 'SetQ',
  0x12: 'AddQ',
  0x13: 'ReplaceQ',
  0x14: 'DeleteQ',
  0x15: 'IncrementQ',
  0x16: 'DecrementQ',
  0x17: 'QuitQ',
  0x18: 'FlushQ',
  0x19: 'AppendQ',
  0x1a: 'PrependQ',
  0x1b: 'Verbosity',
  0x1c: 'Touch',
  0x1d: 'GAT',
  0x1e: 'GATQ',
  0x20: 'SASL list mechanisms',
  0x21: 'SASL auth',
  0x22: 'SASL step',
};

/** In the words of the protocol's page, as the server sends them too. */
const STATUSES: Record<number, string> = {
  0x00: 'No error',
  0x01: 'Not found',
  0x02: 'Data exists for key',
  0x03: 'Too large',
  0x04: 'Invalid arguments',
  0x05: 'Not stored',
  0x06: 'Non-numeric server-side value for incr or decr',
  0x20: 'Auth failure',
  0x21: 'Auth continue',
  0x81: 'Unknown command',
  0x82: 'Out of memory',
};

export function opcodeName(opcode: number): string {
  return OPCODES[opcode] ?? `opcode 0x${opcode.toString(16).padStart(2, '0')}`;
}

export function statusText(status: number): string {
  return `${STATUSES[status] ?? 'Unknown status'} (status ${status})`;
}

/** Whether it is not answered when it does what is usual. */
export function isQuiet(opcode: number): boolean {
  return OPCODES[opcode]?.endsWith('Q') ?? false;
}

/** A quiet get is answered on a hit. */
export function isQuietGet(opcode: number): boolean {
  return isQuiet(opcode) && /^G/.test(opcodeName(opcode));
}
