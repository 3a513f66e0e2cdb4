import type { Lane, RunEvent, WireEvent } from '../course/event.ts';
import {
  ADDRESS_VARIABLE,
  SERVICES,
  type Addresses,
  type Service,
} from '../services/service.ts';
import { announcePorts } from '../services/slices/redis-cluster.ts';
import { openTap, type TapEvent } from '../wire/tap.ts';
import type { PaneTap } from './faults.ts';
import { SourceNotes } from './source-notes.ts';

/** Messages kept of one run; more are counted. */
const MAX_MESSAGES = 2000;
/** Milliseconds for the servers to end what programs have left. */
const GRACE_MS = 1000;

const USUAL_PORT: Record<Service, number> = {
  memcached: 11211,
  redis: 6379,
  rabbitmq: 5672,
  postgres: 5432,
};

/** The taps of a run: each pane has its own, one for each service. */
export interface Wire {
  /** What a program finds in its environment: addresses by way of its taps. */
  addresses(pane: string): Addresses;
  /** Takes what a program notes; see `source-lines.cjs`. */
  notes(pane: string, text: string): void;
  taps: readonly PaneTap[];
  /** The taps' addresses → the usual ones. */
  aliases: Record<string, string>;
  /**
   * Ends every connection, after a moment's grace in milliseconds; resolves
   * when every event was given.
   */
  close(grace?: number): Promise<void>;
}

/**
 * Opens the taps of a run.
 * @param began when the run did, by `performance.now()`
 */
export async function openWire(options: {
  panes: string[];
  addresses: Addresses;
  began: number;
  on: (event: RunEvent) => void;
  /** See `TapOptions.stops`: of a pane, with the text of a message. */
  stops?: ((pane: string, text: string) => boolean) | undefined;
  /** How many messages are kept; more are counted. */
  most?: number;
  /** Which files' lines are told; those of the examples, by default. */
  isSource?: (file: string) => boolean;
}): Promise<Wire> {
  const { panes, addresses, began, on, stops } = options;
  const { isSource = (file) => file.startsWith('examples/') } = options;
  let room = options.most ?? MAX_MESSAGES;
  const taps: PaneTap[] = [];
  const aliases: Record<string, string> = {};
  const tapped = new Map<string, Addresses>();
  const notes = new Map(panes.map((pane) => [pane, new SourceNotes()]));

  const open = async (
    { pane, service, server }: Omit<Lane, 'connection'>,
    address: string,
  ) => {
    const { target, through } = partsOf(address);
    const ports = new Map<number, number>();
    const give = (event: TapEvent) => {
      const { at, connection } = event;
      if (event.event === 'open') ports.set(connection, event.clientPort);
      const port = ports.get(connection) ?? 0;
      const lane = { pane, service, connection, ...(server && { server }) };
      on(
        runEvent(tenths(at - began), lane, event, (message) => {
          const source = notes.get(pane)?.sourceOf(port, message);
          // What lies elsewhere is no line of the example.
          return source && isSource(source.file) ? source : undefined;
        }),
      );
    };
    const wanted = () => room-- > 0;
    const tap = await openTap({
      ...{ service, target, on: give, wanted },
      stops: stops && (({ text }) => stops(pane, text)),
    });
    taps.push({ pane, service, ...(server && { server }), tap });
    const usual = USUAL_PORT[service] + (server ?? 1) - 1;
    aliases[`127.0.0.1:${tap.port}`] = `localhost:${usual}`;
    return through(tap.port);
  };

  const close = async (grace: number) => {
    await Promise.all(taps.map(({ tap }) => tap.close(grace)));
  };
  try {
    for (const pane of panes) {
      const own: Addresses = {};
      for (const service of SERVICES) {
        const variable = ADDRESS_VARIABLE[service];
        const servers = addresses[variable]?.split(',') ?? [];
        if (servers.length === 0) continue;
        const tapped: string[] = [];
        for (const [index, address] of servers.entries()) {
          const server = servers.length > 1 ? index + 1 : undefined;
          const lane = { pane, service, ...(server && { server }) };
          tapped.push(await open(lane, address));
        }
        own[variable] = tapped.join(',');
      }
      const { RABBITMQ_MANAGEMENT_URL: api } = addresses;
      if (api) own.RABBITMQ_MANAGEMENT_URL = api; // past the taps: it is HTTP
      tapped.set(pane, own);
    }
    await announceTaps(addresses.REDIS_URL, taps);
  } catch (error) {
    await close(0);
    throw error;
  }
  return {
    addresses: (pane) => tapped.get(pane) ?? {},
    notes: (pane, text) => notes.get(pane)?.take(text),
    taps,
    aliases,
    close: (grace = GRACE_MS) => close(grace),
  };
}

/** The nodes of a cluster send their clients from one to the other. */
async function announceTaps(nodes: string | undefined, taps: PaneTap[]) {
  const several = nodes?.split(',') ?? [];
  if (several.length < 2) return;
  const first = taps.filter(({ service }) => service === 'redis');
  const ports = first.slice(0, several.length).map(({ tap }) => tap.port);
  await announcePorts(several, ports);
}

type Message = Extract<TapEvent, { event: 'message' }>['message'];

function runEvent(
  t: number,
  lane: Lane,
  event: TapEvent,
  sourceOf: (message: Message) => WireEvent['source'],
): RunEvent {
  if (event.event === 'open') {
    return { t, event: 'connection', ...lane, state: 'open' };
  }
  if (event.event === 'close') {
    const { by, reset, skipped } = event;
    const how = { by, reset, skipped };
    return { t, event: 'connection', ...lane, state: 'closed', ...how };
  }
  const { message, lost } = event;
  const { from, text, setup, trip, length } = message;
  const source = from === 'client' ? sourceOf(message) : undefined;
  return {
    t,
    event: 'wire',
    ...lane,
    from,
    text,
    ...(setup ? { setup } : {}),
    ...(trip === undefined ? {} : { trip }),
    ...(lost ? { lost } : {}),
    length,
    bytes: message.bytes.toString('base64'),
    ...(source ? { source } : {}),
  };
}

/** An address, as where its server is, and as it reads for another port. */
function partsOf(address: string) {
  const parts = /^(\w+:\/\/(?:[^@/]*@)?|)([^:/@]+):(\d+)(.*)$/.exec(address);
  if (!parts) throw new Error(`"${address}" is not the address of a server.`);
  const [, before = '', host = '', port = '', after = ''] = parts;
  return {
    target: { host, port: Number(port) },
    through: (tap: number) => `${before}127.0.0.1:${tap}${after}`,
  };
}

/** Milliseconds with one decimal: a round trip takes less than one. */
function tenths(milliseconds: number): number {
  return Math.max(0, Math.round(milliseconds * 10) / 10);
}
