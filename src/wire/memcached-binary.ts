import type { Conversation, Decoded, Reader, Readers } from './conversation.ts';
import { Undecodable, readValue, type Input, type Value } from './input.ts';
import {
  isQuiet,
  isQuietGet,
  opcodeName,
  statusText,
} from './memcached-opcodes.ts';
import { quote, word } from './show.ts';

/** A request or a response, its body cut to what is shown. */
interface Packet {
  opcode: number;
  status: number;
  cas: bigint;
  extras: Buffer;
  key: Buffer;
  value: Value;
}

const HEADER = 24;
const REQUEST = 0x80;
const RESPONSE = 0x81;
const STAT = 0x10;
/** Opcodes of SASL: list mechanisms, begin, step. */
const SASL = [0x20, 0x21, 0x22];
const QUIT = [0x07, 0x17];

/**
 * The binary protocol, which memjs speaks.
 * https://github.com/memcached/memcached/wiki/BinaryProtocolRevamped
 */
export function memcachedBinary({
  client,
  server,
  trips,
}: Conversation): Readers {
  function* requests(): Reader {
    for (;;) {
      const packet = yield* readPacket(client, REQUEST);
      const { opcode } = packet;
      const setup = SASL.includes(opcode);
      const message: Decoded = {
        text: () => requestText(packet),
        setup,
        secret: setup,
      };
      // A quiet get is answered on a hit, other quiet ones on failure.
      const isSilent = isQuiet(opcode) && !isQuietGet(opcode);
      if (!setup && !isSilent)
        message.trip = trips.ask(isQuiet(opcode) ? 0 : 1);
      yield message;
    }
  }

  function* responses(): Reader {
    for (;;) {
      const packet = yield* readPacket(server, RESPONSE);
      const { opcode, key } = packet;
      const setup = SASL.includes(opcode) && packet.status === 0;
      const message: Decoded = { text: () => responseText(packet), setup };
      // Statistics come one by one, and end with one that has no name.
      const isPart = isQuiet(opcode) || (opcode === STAT && key.length > 0);
      const trip = SASL.includes(opcode)
        ? undefined
        : isPart
          ? trips.part()
          : trips.answer();
      yield trip === undefined ? message : { ...message, trip };
    }
  }

  return { client: requests(), server: responses() };
}

function* readPacket(
  input: Input,
  magic: number,
): Generator<undefined, Packet> {
  let header: Buffer | undefined;
  while (!(header = input.take(HEADER))) yield;
  if (header[0] !== magic) throw new Undecodable('not a binary packet');
  const keyLength = header.readUInt16BE(2);
  const extrasLength = header[4]!;
  const length = header.readUInt32BE(8) - keyLength - extrasLength;
  if (length < 0) throw new Undecodable('a body shorter than its key');
  const packet = {
    opcode: header[1]!,
    status: header.readUInt16BE(6),
    cas: header.readBigUInt64BE(16),
  };
  let rest: Buffer | undefined;
  while (!(rest = input.take(extrasLength + keyLength))) yield;
  const value = yield* readValue(input, length);
  return {
    ...packet,
    extras: rest.subarray(0, extrasLength),
    key: rest.subarray(extrasLength),
    value,
  };
}

function requestText({ opcode, cas, extras, key, value }: Packet): string {
  if (SASL.includes(opcode)) return opcodeName(opcode);
  const parts = [opcodeName(opcode)];
  if (key.length > 0) parts.push(word(key));
  parts.push(...extrasText(extras));
  if (cas > 0n) parts.push(`cas=${cas}`);
  if (value.length > 0) parts.push(quote(value));
  return parts.join(' ');
}

/** What a request has before its key; the length tells which it is. */
function extrasText(extras: Buffer): string[] {
  switch (extras.length) {
    case 4:
      return [`expires=${extras.readUInt32BE(0)}`];
    case 8: {
      const flags = extras.readUInt32BE(0);
      const expires = `expires=${extras.readUInt32BE(4)}`;
      return flags > 0 ? [`flags=${flags}`, expires] : [expires];
    }
    case 20:
      return [
        `delta=${extras.readBigUInt64BE(0)}`,
        `initial=${extras.readBigUInt64BE(8)}`,
        `expires=${extras.readUInt32BE(16)}`,
      ];
    default:
      return [];
  }
}

const COUNTERS = [0x05, 0x06];

function responseText({ opcode, status, key, value, extras }: Packet): string {
  const parts = [statusText(status)];
  if (status !== 0 || QUIT.includes(opcode)) return parts.join(' ');
  if (key.length > 0) parts.push(word(key));
  const flags = extras.length === 4 ? extras.readUInt32BE(0) : 0;
  if (flags > 0) parts.push(`flags=${flags}`);
  if (COUNTERS.includes(opcode) && value.head.length === 8) {
    parts.push(String(value.head.readBigUInt64BE(0)));
  } else if (value.length > 0 || extras.length === 4) {
    parts.push(quote(value));
  }
  return parts.join(' ');
}
