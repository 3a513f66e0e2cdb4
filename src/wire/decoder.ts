import type { Service } from '../course/service-name.ts';
import { amqp } from './amqp.ts';
import type { Conversation, Decoded, Readers } from './conversation.ts';
import { Input, type Span } from './input.ts';
import { memcached } from './memcached.ts';
import type { Sender, WireMessage } from './message.ts';
import { postgres } from './postgres.ts';
import { redis } from './redis.ts';
import { RoundTrips } from './round-trips.ts';
import { raw } from './show.ts';

const PROTOCOLS: Record<Service, (conversation: Conversation) => Readers> = {
  memcached,
  redis,
  rabbitmq: amqp,
  postgres,
};

/** Turns the bytes of one connection into messages. Never throws. */
export interface Decoder {
  /** The messages that this chunk completes, of whatever size it is. */
  push(from: Sender, chunk: Buffer): WireMessage[];
  /** What was begun and will not be completed: the connection is closed. */
  end(): WireMessage[];
  /** How many messages were not wanted. */
  readonly skipped: number;
}

/**
 * A decoder for one connection to a service. Bytes that are not of its
 * protocol are shown as bytes, they and all that follow.
 * @param wanted asked before each message; those that are not wanted are
 * counted, and cost little.
 */
export function createDecoder(
  service: Service,
  wanted: () => boolean = () => true,
): Decoder {
  const inputs = { client: new Input(), server: new Input() };
  const trips = new RoundTrips(inputs.client);
  const readers = PROTOCOLS[service]({ ...inputs, trips });
  let decodable = true;
  let skipped = 0;

  const message = (from: Sender, decoded: Decoded): WireMessage[] => {
    const span = decoded.span ?? inputs[from].finish();
    if (!wanted()) {
      skipped++;
      return [];
    }
    const { setup = false, secret = false, trip, turn } = decoded;
    return [
      {
        from,
        text: textOf(decoded, span),
        setup,
        ...(trip === undefined ? {} : { trip }),
        offset: span.offset,
        length: span.length,
        bytes: secret ? Buffer.alloc(0) : span.bytes(),
        ...(turn ? { turn } : {}),
      },
    ];
  };

  const undecoded = (from: Sender): WireMessage[] =>
    [...(readers.unfinished?.(from) ?? []), inputs[from].rest()]
      .filter(({ length }) => length > 0)
      .flatMap((span) => {
        const text = () => raw(span.bytes(), span.length);
        return message(from, { text, span });
      });

  return {
    push(from, chunk) {
      inputs[from].push(chunk);
      if (!decodable) return undecoded(from);
      const messages: WireMessage[] = [];
      try {
        for (;;) {
          const { value } = readers[from].next();
          if (!value) return messages;
          messages.push(...message(from, value));
        }
      } catch {
        // Whatever the reader stumbled over, it was not its protocol.
        decodable = false;
        return [...messages, ...undecoded('client'), ...undecoded('server')];
      }
    },
    end: () => [...undecoded('client'), ...undecoded('server')],
    get skipped() {
      return skipped;
    },
  };
}

/** A message whose bounds are known, and its contents make no sense. */
function textOf({ text }: Decoded, { bytes, length }: Span): string {
  try {
    return text();
  } catch {
    return raw(bytes(), length);
  }
}
