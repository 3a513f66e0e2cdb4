import { createServer, type AddressInfo, type Server } from 'node:net';
import type { Service } from '../course/service-name.ts';
import { TappedConnection, type Closing } from './connection.ts';
import { createDecoder } from './decoder.ts';
import type { Sender, WireMessage } from './message.ts';
import type { Line } from './pipe.ts';
import { reset } from './reset.ts';
import { within } from './within.ts';

/** What a tap sees; `at` is by `performance.now()`, as the client sees it. */
export type TapEvent = {
  at: number;
  /** Connections are counted in the order in which they were made, from 1. */
  connection: number;
} & (
  | { event: 'open'; clientPort: number }
  /** `lost`: a fault has kept it from the server. */
  | { event: 'message'; message: WireMessage; lost?: true }
  /** `skipped`: messages that were not wanted. */
  | ({ event: 'close'; skipped: number } & Closing)
);

export interface TapOptions {
  service: Service;
  /** Where the server is. */
  target: { host: string; port: number };
  on: (event: TapEvent) => void;
  /** Asked before each message; those that are not wanted are counted. */
  wanted?: () => boolean;
  /**
   * Asked for each message of a client before its bytes are passed on, which
   * makes the tap decode them first. Where it says so they are lost, and the
   * connection is cut.
   */
  stops?: ((message: WireMessage) => boolean) | undefined;
}

/** Stands between a program and a server, on a loopback port of its own. */
export interface Tap {
  port: number;
  /** Breaks every connection there is. */
  cut(): void;
  /** Makes each way take so many milliseconds from now on. */
  delay(milliseconds: number): void;
  /** Passes nothing on, until `resume`. */
  pause(): void;
  resume(): void;
  /** Refuses new connections, until `accept`. */
  refuse(): void;
  accept(): Promise<void>;
  /**
   * Waits so many milliseconds for the connections to end by themselves,
   * then cuts them. Resolves when nothing is open and every event was given.
   */
  close(grace?: number): Promise<void>;
}

/** Connections at a time: each costs us two descriptors, and runs share them. */
const MOST_CONNECTIONS = 200;

/**
 * Opens a tap. It passes bytes on first, and looks at them afterwards; where
 * something is to stop them, it looks first.
 */
export async function openTap(options: TapOptions): Promise<Tap> {
  const { service, target, on, wanted, stops } = options;
  const line: Line = { delay: 0, paused: false };
  const open = new Set<TappedConnection>();
  const later = afterwards();
  let count = 0;
  let over = false;

  const server = createServer(
    { noDelay: true, allowHalfOpen: true },
    (client) => {
      if (open.size >= MOST_CONNECTIONS) return reset(client);
      const connection = ++count;
      const decoder = createDecoder(service, wanted);
      const give = (at: number, messages: WireMessage[], lost?: true) => {
        for (const message of messages) {
          const event = { at, connection, event: 'message', message } as const;
          on(lost ? { ...event, lost } : event);
        }
      };
      const seen = (from: Sender, chunk: Buffer) => {
        const at = performance.now();
        if (!stops) later.add(() => give(at, decoder.push(from, chunk)));
        if (!stops || from === 'client') return; // that was looked at before
        // In order with those: a decoder tells round trips by it.
        const messages = decoder.push(from, chunk);
        later.add(() => give(at, messages));
      };
      const lookFirst = (chunk: Buffer) => {
        const at = performance.now();
        const messages = decoder.push('client', chunk);
        const lost = messages.filter((message) => stops?.(message)).length > 0;
        later.add(() => give(at, messages, lost || undefined));
        return lost;
      };
      const link = new TappedConnection(
        client,
        target,
        line,
        seen,
        stops && lookFirst,
      );
      open.add(link);
      const { clientPort } = link;
      const opened = performance.now();
      later.add(() =>
        on({ at: opened, connection, event: 'open', clientPort }),
      );
      void link.closed.then((closing) => {
        open.delete(link);
        const at = performance.now();
        later.add(() => {
          give(at, decoder.end());
          const { skipped } = decoder;
          on({ at, connection, event: 'close', skipped, ...closing });
        });
      });
    },
  );
  const port = await listen(server, 0);
  const pump = () => open.forEach((each) => each.pump());

  const tap: Tap = {
    port,
    cut: () => open.forEach((each) => each.cut('fault')),
    delay(milliseconds) {
      line.delay = milliseconds;
    },
    pause() {
      line.paused = true;
    },
    resume() {
      line.paused = false;
      pump();
    },
    // Connections that are open stay open.
    refuse() {
      if (server.listening) server.close();
    },
    async accept() {
      if (!server.listening && !over) await listen(server, port);
    },
    async close(grace = 0) {
      over = true;
      tap.refuse();
      const closed = Promise.all([...open].map((each) => each.closed));
      if (grace > 0) await within(grace, closed);
      open.forEach((each) => each.cut('tap'));
      await closed;
      later.flush();
    },
  };
  return tap;
}

/**
 * Work to be done after the bytes of this turn of the event loop were passed
 * on, and after one turn more: what a program has told its lab before it
 * sent them is read in that one at the latest, in whichever order the two
 * sockets come.
 */
function afterwards() {
  let waiting: (() => void)[] = [];
  const due: (() => void)[][] = [];
  const next = () => due.shift()?.forEach((work) => work());
  return {
    add(work: () => void) {
      if (waiting.push(work) > 1) return;
      setImmediate(() => {
        due.push(waiting);
        waiting = [];
        setImmediate(next);
      });
    },
    flush() {
      due.push(waiting);
      waiting = [];
      while (due.length > 0) next();
    },
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
