import type { Conversation, Decoded, Reader, Readers } from './conversation.ts';
import { Undecodable, readValue, type Input, type Value } from './input.ts';
import { clientText, isClientType } from './postgres-client.ts';
import { isServerType, serverText } from './postgres-server.ts';

const MAX_LENGTH = 1024 * 1024 * 1024;
/** The server takes no longer one: MAX_STARTUP_PACKET_LENGTH. */
const MAX_STARTUP = 10_000;
const PROTOCOL_3 = 3;
const SECRET = 'p';

/** What a client may ask before it begins: its code, its name. */
const REQUESTS: Record<number, string> = {
  80877102: 'CancelRequest',
  80877103: 'SSLRequest',
  80877104: 'GSSENCRequest',
};

/**
 * The frontend/backend protocol, version 3.
 * https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
export function postgres({ client, server, trips }: Conversation): Readers {
  let settingUp = true;
  /** Requests for encryption that were not answered yet. */
  let encryption = 0;

  function* fromClient(): Reader {
    for (;;) {
      let head: Buffer | undefined;
      while (!(head = client.take(8))) yield;
      const code = head.readUInt32BE(4);
      const length = bodyLength(head.readUInt32BE(0) - 4, MAX_STARTUP);
      const request = REQUESTS[code];
      if (!request && code >>> 16 !== PROTOCOL_3) {
        throw new Undecodable('not a startup message');
      }
      yield* readValue(client, length);
      if (!request) break;
      if (request !== 'CancelRequest') encryption++;
      yield { text: () => request, setup: true, secret: length > 0 };
    }
    yield { text: () => 'StartupMessage', setup: true };
    for (;;) {
      const { type, body } = yield* readMessage(client, isClientType);
      const message: Decoded = {
        text: () => clientText(type, body),
        setup: settingUp,
        secret: type === SECRET,
      };
      // Terminate is not answered. What is sent before Sync is answered,
      // but nobody waits for it alone.
      if (!settingUp && type !== 'X') {
        message.trip = trips.ask('QSF'.includes(type) ? 1 : 0);
      }
      yield message;
    }
  }

  function* fromServer(): Reader {
    for (;;) {
      if (encryption > 0) {
        encryption--;
        let answer: Buffer | undefined;
        while (!(answer = server.take(1))) yield;
        const isAccepted = answer[0] !== 0x4e;
        yield {
          text: () => (isAccepted ? 'encryption accepted' : 'no encryption'),
          setup: true,
        };
        continue;
      }
      // Without a byte it may be either: the client is asked first.
      if (server.peek() === undefined) {
        yield;
        continue;
      }
      const { type, body } = yield* readMessage(server, isServerType);
      const setup = settingUp && type !== 'E';
      if (settingUp && type === 'Z') settingUp = false;
      const trip = setup ? undefined : tripOf(type);
      const text = () => serverText(type, body);
      yield { text, setup, ...(trip === undefined ? {} : { trip }) };
    }
  }

  const tripOf = (type: string): number | undefined => {
    if (type === 'A') return undefined; // a NOTIFY of somebody
    return type === 'Z' ? trips.answer() : trips.part();
  };

  return { client: fromClient(), server: fromServer() };
}

function bodyLength(length: number, most = MAX_LENGTH): number {
  if (length < 4 || length > most) throw new Undecodable('not a length');
  return length - 4;
}

function* readMessage(
  input: Input,
  isType: (type: string) => boolean,
): Generator<undefined, { type: string; body: Value }> {
  let head: Buffer | undefined;
  while (!(head = input.take(5))) yield;
  const type = String.fromCharCode(head[0]!);
  if (!isType(type)) throw new Undecodable('not a message type');
  const body = yield* readValue(input, bodyLength(head.readUInt32BE(1)));
  return { type, body };
}
