import { inject, onTestFinished } from 'vitest';
import { ADDRESS_VARIABLE, type Service } from '../../src/services/service.ts';
import { openServices } from '../../src/services/services.ts';
import type { Sender, WireMessage } from '../../src/wire/message.ts';
import { openTap, type Tap, type TapEvent } from '../../src/wire/tap.ts';
import { openRecorder, type Turn } from './recorder.ts';

/** A tap on a fresh lease of one service, and what it saw. */
export interface Tapped {
  tap: Tap;
  /** The lease's address, by way of the tap. */
  address: string;
  events: TapEvent[];
  /** The bytes of each connection. */
  conversations: Turn[][];
  /** Closes the tap; resolves to the messages of each connection. */
  messages(): Promise<WireMessage[][]>;
}

/** Takes a lease and opens a tap on it; both end with the test. */
export async function tapped(service: Service): Promise<Tapped> {
  const services = await openServices({ root: inject('servicesRoot') });
  const lease = await services.lease([service]);
  const { before, host, port, after } = parts(
    lease.addresses[ADDRESS_VARIABLE[service]]!,
  );
  const recorder = await openRecorder({ host, port });
  const { target, conversations } = recorder;
  const events: TapEvent[] = [];
  const tap = await openTap({ service, target, on: (e) => events.push(e) });
  onTestFinished(async () => {
    await tap.close();
    recorder.close();
    await lease.release();
  });
  const messages = async () => {
    await tap.close(5000);
    return messagesOf(events);
  };
  const address = `${before}127.0.0.1:${tap.port}${after}`;
  return { tap, address, events, conversations, messages };
}

/** What a tap saw, as the messages of each connection. */
export function messagesOf(events: TapEvent[]): WireMessage[][] {
  const all: WireMessage[][] = [];
  for (const each of events) {
    if (each.event === 'open') all[each.connection - 1] = [];
    if (each.event !== 'message') continue;
    all[each.connection - 1]!.push(each.message);
  }
  return all;
}

function parts(address: string) {
  const [, before = '', host = '', port = '', after = ''] =
    /^(.*@|\w+:\/\/|)([\w.]+):(\d+)(.*)$/.exec(address)!;
  return { before, host, port: Number(port), after };
}

/** Without the set-up, each behind its round trip: `1> GET k`, `1< "v"`. */
export function lines(messages: WireMessage[] = []): string[] {
  const arrow: Record<Sender, string> = { client: '>', server: '<' };
  return messages
    .filter(({ setup }) => !setup)
    .map(({ from, text, trip }) => `${trip ?? ' '}${arrow[from]} ${text}`);
}

/** The set-up alone. */
export function setup(messages: WireMessage[] = []): string[] {
  return messages.filter((each) => each.setup).map(({ text }) => text);
}
