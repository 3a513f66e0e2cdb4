import type { RunEvent, WireEvent } from './event.ts';
import { laneName, lanesOf, type LaneOfRun } from './lanes.ts';
import { poolSequences } from './pool-sequences.ts';

/** One sequence of messages, of which the order is not chance. */
export interface WireSequence {
  /** For the reader: `redis 1, from the server`. */
  name: string;
  lines: string[];
  /** More messages followed, which were not kept. */
  cut: boolean;
}

/**
 * What crossed the connections of a pane in each of two runs, as sequences
 * that they can be compared by. The set-up is not in them: versions, pids,
 * credentials. How the two sides of a connection interleave is chance, and
 * so is who closed it first.
 */
export function wireSequences(
  runs: readonly (readonly RunEvent[])[],
  pane: string,
): WireSequence[][] {
  const lanes = runs.map((events) =>
    lanesOf(events).filter((lane) => lane.pane === pane),
  );
  const isPool = lanes.some((each) => each.filter(isPostgres).length > 1);
  return lanes.map((each) => {
    const own = isPool ? each.filter((lane) => !isPostgres(lane)) : each;
    const pool = isPool ? each.filter(isPostgres) : [];
    const opened = own.map(laneName).sort();
    return [
      { name: 'connections', lines: opened, cut: false },
      ...own.flatMap(sequencesOf),
      ...poolSequences(pool),
    ];
  });
}

const isPostgres = ({ service }: LaneOfRun) => service === 'postgres';

function sequencesOf(lane: LaneOfRun): WireSequence[] {
  const sequences = new Map<string, string[]>();
  const varying = varyingTrips(lane.messages);
  const told = new Set<number | undefined>();
  for (const message of lane.messages) {
    const kind = kindOf(message);
    if (!kind) continue;
    const name = `${laneName(lane)}, ${kind}`;
    const lines = sequences.get(name) ?? [];
    sequences.set(name, lines);
    const { from, trip, text } = message;
    const asked = from === 'server' && varying.get(trip);
    if (isConfirm(message)) lines.splice(0, lines.length, highest(text));
    else if (!asked) push(lines, lineOf(message));
    // However many lines such an answer has, it is one.
    else if (!told.has(trip) && told.add(trip)) push(lines, `~ to ${asked}`);
  }
  const cut = lane.skipped > 0;
  return [...sequences].map(([name, lines]) => ({ name, lines, cut }));
}

/**
 * How many pages a SCAN has is chance, and so is how often a program asks
 * until the server has got there: the same in a row is one.
 */
function push(lines: string[], line: string) {
  const [asked] = /^(?:~ \[\d+ ~\] "|~ to )?(.*)$/s.exec(line)!.slice(1);
  if (!VARYING.test(asked!) || lines.at(-1) !== line) lines.push(line);
}

/** A message and, where it is known, the line that it comes from. */
export function lineOf(message: WireEvent): string {
  const { source } = message;
  const text = withoutPlace(withoutRight(withoutCas(message)), message);
  return source ? `${text} (${source.file}:${source.line})` : text;
}

/** RabbitMQ 4 says which right is missing: `read access to queue …`. */
function withoutRight(text: string): string {
  return text.replace(
    /("ACCESS_REFUSED - )(?:configure|write|read) (access to )/,
    '$1$2',
  );
}

/** The number of `VA 4 f16 c12 W "…"`, or of `md tea C12 I`. */
const META_CAS = /^((?:VA|HD|m[a-z] \S+)(?: [^" ]+)*? [cC])\d+/;

/** Memcached's numbers for CAS go on from whoever used the server before. */
function withoutCas({ service, text }: WireEvent): string {
  if (service !== 'memcached') return text;
  return text
    .replace(/^(VALUE \S+ \d+ \d+|cas \S+ \d+ -?\d+ \d+) \d+/, '$1 ~')
    .replace(META_CAS, '$1~');
}

/** `SCAN 600`, `HSCAN cart 600`, and the same in what MONITOR says. */
const CURSOR = /^((?:~ \[\d+ ~\] )?"?(?:SCAN|[HSZ]SCAN"? \S+)"? "?)\d+/i;

/**
 * Redis draws the order of its keys when it starts, and a cursor is a place in
 * it. MONITOR has the time and the port of whoever sent a command.
 */
function withoutPlace(text: string, { service }: WireEvent): string {
  if (service !== 'redis') return text;
  return text
    .replace(/^\d+\.\d{6} \[(\d+) [^\]]+\]/, '~ [$1 ~]')
    .replace(CURSOR, '$1~');
}

/**
 * What a message is ordered with. RabbitMQ's channels are independent of
 * each other, as amqplib writes them in turn; and what a server sends by
 * itself comes between its answers at any place. Heartbeats follow the clock.
 */
function kindOf(message: WireEvent): string | undefined {
  const { service, from, text, trip } = message;
  if (service === 'rabbitmq' && text === 'heartbeat') return undefined;
  if (service === 'memcached' && text === FULL) return undefined;
  const channel = /^channel \d+/.exec(text)?.[0];
  const where = channel ? `${channel}, ` : '';
  const connection = /^connection\./.test(text) ? 'connection, ' : '';
  if (from === 'client') return `${where}${connection}from the client`;
  if (isConfirm(message)) return `${where}confirms`;
  const pushed = trip === undefined ? ', unasked' : '';
  return `${where}${connection}from the server${pushed}`;
}

/** To whom it says so depends on how many connections it needs itself. */
const FULL = 'ERROR Too many open connections';

const CONFIRM = /^(channel \d+: )?basic\.ack tag=(\d+) multiple=\w+$/;

/** A publisher confirm: the broker takes several together as it likes. */
function isConfirm({ service, from, text }: WireEvent): boolean {
  return service === 'rabbitmq' && from === 'server' && CONFIRM.test(text);
}

function highest(text: string): string {
  return text.replace(CONFIRM, '$1basic.ack up to tag=$2');
}

/** Commands of which the answer tells of the server, or of the moment. */
const VARYING =
  /^(INFO|KEYS|[HSZ]?SCAN|TIME|PTTL|PEXPIRETIME|OBJECT|MEMORY|SLOWLOG|LATENCY|CLIENT (LIST|INFO|ID)|CONFIG GET|CLUSTER|ROLE|stats|Stat|Version|version)\b/i;

/** The trips of such commands, and the name of the first in each. */
function varyingTrips(messages: WireEvent[]): Map<number | undefined, string> {
  const trips = new Map<number | undefined, string>();
  for (const { from, text, trip } of messages) {
    const [name] = (from === 'client' && VARYING.exec(text)) || [];
    if (name && trip !== undefined && !trips.has(trip)) trips.set(trip, name);
  }
  return trips;
}
