import type { Method } from './amqp-methods.ts';
import type { Sender, WireMessage } from './message.ts';
import type { RoundTrips } from './round-trips.ts';

/** What a channel waits for. */
interface Channel {
  /** Methods sent by the client that were not answered yet. */
  asked: number;
  /** In confirm mode: the next tag, and those not confirmed yet. */
  nextTag: number;
  unconfirmed: Set<number> | undefined;
  /** How many messages the client has sent on it. */
  sent: number;
}

/** Messages that the client sends and nobody answers. */
const UNANSWERED = /^(basic\.(publish|ack|nack|reject|recover-async)|.*-ok)$/;
const CONFIRMS = ['basic.ack', 'basic.nack'];

/** Knows which message of a connection is an answer to which. */
export class AmqpChannels {
  #trips: RoundTrips;
  #channels = new Map<number, Channel>();

  constructor(trips: RoundTrips) {
    this.#trips = trips;
  }

  /** What is to be said of a method beside its text. */
  take(
    from: Sender,
    number: number,
    method: Method,
  ): { setup: boolean } & Pick<WireMessage, 'trip' | 'turn'> {
    const setup = isSetup(method.name);
    const channel = this.#channel(number);
    if (from === 'server') {
      const trip = setup ? undefined : this.#answered(channel, method);
      return { setup, ...(trip === undefined ? {} : { trip }) };
    }
    const turn = { channel: number, index: channel.sent++ };
    const trip = setup ? undefined : this.#asked(channel, method);
    return { setup, turn, ...(trip === undefined ? {} : { trip }) };
  }

  #channel(number: number): Channel {
    const known = this.#channels.get(number);
    if (known) return known;
    const fresh = { asked: 0, nextTag: 1, unconfirmed: undefined, sent: 0 };
    this.#channels.set(number, fresh);
    return fresh;
  }

  #asked(channel: Channel, { name, fields }: Method): number | undefined {
    if (name === 'basic.publish' && channel.unconfirmed) {
      channel.unconfirmed.add(channel.nextTag++);
      return this.#trips.ask();
    }
    if (UNANSWERED.test(name) || fields['nowait'] === true) return undefined;
    if (name === 'confirm.select') channel.unconfirmed ??= new Set();
    channel.asked++;
    return this.#trips.ask();
  }

  #answered(channel: Channel, { name, fields }: Method): number | undefined {
    if (CONFIRMS.includes(name)) {
      const count = confirm(channel, fields);
      return count > 0 ? this.#trips.answer(count) : undefined;
    }
    if (name === 'connection.close') {
      return this.#trips.answer(this.#trips.outstanding);
    }
    if (name === 'channel.close') {
      // Nothing that was asked on the channel will be answered any more.
      const count = channel.asked + (channel.unconfirmed?.size ?? 0);
      channel.asked = 0;
      channel.unconfirmed = undefined;
      return count > 0 ? this.#trips.answer(count) : undefined;
    }
    if (!/-(ok|empty)$/.test(name) || channel.asked === 0) return undefined;
    channel.asked--;
    return this.#trips.answer();
  }
}

/** Takes off what a publisher confirm confirms; how many those are. */
function confirm(
  { unconfirmed }: Channel,
  fields: Record<string, unknown>,
): number {
  if (!unconfirmed) return 0;
  const last = Number(fields['deliveryTag']);
  if (fields['multiple'] !== true) return unconfirmed.delete(last) ? 1 : 0;
  const before = unconfirmed.size;
  // They were added in their order.
  for (const tag of unconfirmed) {
    if (tag > last) break;
    unconfirmed.delete(tag);
  }
  return before - unconfirmed.size;
}

const SHOWN = /^connection\.(close|close-ok|blocked|unblocked|update-secret)/;

/** Opening the connection and its channels. */
function isSetup(name: string): boolean {
  if (name === 'channel.open' || name === 'channel.open-ok') return true;
  return name.startsWith('connection.') && !SHOWN.test(name);
}
