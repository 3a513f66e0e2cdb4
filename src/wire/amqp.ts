import { AmqpChannels } from './amqp-channels.ts';
import { methodOf, propertiesText, type Method } from './amqp-methods.ts';
import type { Conversation, Decoded, Reader, Readers } from './conversation.ts';
import { Undecodable, readValue, type Input, type Span } from './input.ts';
import { KEPT_BYTES, type Sender } from './message.ts';
import { quote, shorten } from './show.ts';

/** Largest frame of a method or a header that is read. */
const MAX_FRAME = 1024 * 1024;
const HEADER = 7;
const END = 0xce;
const [METHOD, CONTENT_HEADER, CONTENT_BODY, HEARTBEAT] = [1, 2, 3, 8];
/** Bytes kept of a message's content. */
const MAX_CONTENT = 256;

interface Frame {
  type: number;
  channel: number;
  payload: Buffer;
  length: number;
}

/** A method whose content is still coming. */
interface Pending {
  method: Method;
  span: Span;
  properties: string;
  size: number;
  body: Buffer;
  received: number;
}

/**
 * AMQP 0-9-1. A method, its content header and its bodies are one message.
 * https://www.rabbitmq.com/resources/specs/amqp0-9-1.pdf
 */
export function amqp({ client, server, trips }: Conversation): Readers {
  const channels = new AmqpChannels(trips);
  const unfinished = {
    client: new Map<number, Pending>(),
    server: new Map<number, Pending>(),
  };

  function* messages(input: Input, from: Sender): Reader {
    const pending = unfinished[from];

    const whole = (
      channel: number,
      method: Method,
      content?: Pending,
    ): Decoded => {
      const { setup, trip, turn } = channels.take(from, channel, method);
      const place = channel > 1 ? `channel ${channel}: ` : '';
      return {
        text: () => place + shorten(method.text()) + contentText(content),
        setup,
        secret:
          method.name === 'connection.start-ok' ||
          method.name === 'connection.secure-ok',
        ...(trip === undefined ? {} : { trip }),
        ...(turn ? { turn } : {}),
        ...(content ? { span: content.span } : {}),
      };
    };

    for (;;) {
      if (input.peek() === 0x41 && input.first) {
        yield* readProtocolHeader(input);
        yield { text: () => 'AMQP 0-9-1', setup: true };
        continue;
      }
      const frame = yield* readFrame(input);
      const { type, channel, payload } = frame;
      if (type === HEARTBEAT) {
        yield { text: () => 'heartbeat' };
        continue;
      }
      const begun = pending.get(channel);
      if ((type === METHOD) === (begun !== undefined)) {
        throw new Undecodable('a method and its content belong together');
      }
      if (begun) {
        addFrame(begun, frame);
        begun.span = joined(begun.span, input.finish());
        if (begun.size < 0 || begun.received < begun.size) continue;
        pending.delete(channel);
        yield whole(channel, begun.method, begun);
        continue;
      }
      const method = methodOf(payload);
      if (method.hasContent) {
        pending.set(channel, {
          method,
          span: input.finish(),
          properties: '',
          size: -1,
          body: Buffer.alloc(0),
          received: 0,
        });
      } else {
        yield whole(channel, method);
      }
    }
  }

  return {
    client: messages(client, 'client'),
    server: messages(server, 'server'),
    unfinished(from) {
      const spans = [...unfinished[from].values()].map(({ span }) => span);
      unfinished[from].clear();
      return spans;
    },
  };
}

function* readProtocolHeader(input: Input): Generator<undefined, void> {
  let header: Buffer | undefined;
  while (!(header = input.take(8))) yield;
  if (!header.toString('latin1').startsWith('AMQP\0')) {
    throw new Undecodable('not the protocol header');
  }
}

function* readFrame(input: Input): Generator<undefined, Frame> {
  let header: Buffer | undefined;
  while (!(header = input.take(HEADER))) yield;
  const type = header[0]!;
  const channel = header.readUInt16BE(1);
  const length = header.readUInt32BE(3);
  let payload: Buffer | undefined;
  if (type === CONTENT_BODY) {
    payload = (yield* readValue(input, length)).head;
  } else if (
    [METHOD, CONTENT_HEADER, HEARTBEAT].includes(type) &&
    length <= MAX_FRAME
  ) {
    while (!(payload = input.take(length))) yield;
  } else {
    throw new Undecodable('not a frame');
  }
  let end: Buffer | undefined;
  while (!(end = input.take(1))) yield;
  if (end[0] !== END) throw new Undecodable('no end of the frame');
  return { type, channel, payload, length };
}

/** Adds a content frame to its method. */
function addFrame(content: Pending, { type, payload, length }: Frame) {
  if (type === CONTENT_HEADER) {
    content.properties = propertiesText(payload);
    content.size = Number(payload.readBigUInt64BE(4));
    return;
  }
  const room = MAX_CONTENT - content.body.length;
  content.body = Buffer.concat([content.body, payload.subarray(0, room)]);
  content.received += length;
}

/** Frames of other channels may lie between: they are not part of it. */
function joined(a: Span, b: Span): Span {
  const bytes =
    a.length < KEPT_BYTES ? Buffer.concat([a.bytes(), b.bytes()]) : a.bytes();
  return {
    offset: a.offset,
    length: a.length + b.length,
    bytes: () => bytes.subarray(0, KEPT_BYTES),
  };
}

function contentText(content?: Pending): string {
  if (!content) return '';
  const { properties, size, body } = content;
  const many = `${size} byte${size === 1 ? '' : 's'}`;
  const shown = quote({ head: body, length: size }).replace(
    / \(\d+ bytes\)$/,
    '',
  );
  return `${properties} ${many} ${shown}`;
}
