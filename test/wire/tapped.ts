import { onTestFinished } from 'vitest';
import { inject } from 'vitest';
import { openServices } from '../../src/services/services.ts';
import { ADDRESS_VARIABLE, type Service } from '../../src/services/service.ts';
import type { Sender, WireMessage } from '../../src/wire/message.ts';
import { openTap, type Tap, type TapEvent } from '../../src/wire/tap.ts';

/** A tap on a fresh lease of one service, and what it saw. */
export interface Tapped {
  tap: Tap;
  /** The lease's address, by way of the tap. */
  address: string;
  events: TapEvent[];
  /** Closes the tap; resolves to each connection's messages. */
  messages(): Promise<WireMessage[][]>;
}

/** Takes a lease and opens a tap on it; both end with the test. */
export async function tapped(service: Service): Promise<Tapped> {
  const services = await openServices({ root: inject('servicesRoot') });
  const lease = await services.lease([service]);
  const direct = lease.addresses[ADDRESS_VARIABLE[service]]!;
  const { target, through } = parts(direct);
  const events: TapEvent[] = [];
  const tap = await openTap({ service, target, on: (e) => events.push(e) });
  onTestFinished(async () => {
    await tap.close();
    await lease.release();
  });
  return {
    tap,
    address: through(tap.port),
    events,
    async messages() {
      await tap.close(5000);
      const all: WireMessage[][] = [];
      for (const each of events) {
        if (each.event === 'open') all[each.connection - 1] = [];
        if (each.event === 'message') {
          all[each.connection - 1]!.push(each.message);
        }
      }
      return all;
    },
  };
}

function parts(address: string) {
  const [, before = '', host = '', port = '', after = ''] =
    /^(.*@|\w+:\/\/|)([\w.]+):(\d+)(.*)$/.exec(address)!;
  return {
    target: { host, port: Number(port) },
    through: (tapPort: number) => `${before}127.0.0.1:${tapPort}${after}`,
  };
}

/** Messages as lines: `> GET k`, `< "v"`, set-up in brackets, trips named. */
export function lines(messages: WireMessage[]): string[] {
  const arrow: Record<Sender, string> = { client: '>', server: '<' };
  return messages.map(
    ({ from, text, setup, trip }) =>
      `${trip ?? ' '}${arrow[from]} ${setup ? `(${text})` : text}`,
  );
}
