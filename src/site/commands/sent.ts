import type { RunEvent, WireEvent } from '../../course/event.ts';
import { filesToRun, type Example } from '../../course/example.ts';
import { laneKey } from '../../course/lanes.ts';
import type { Service } from '../../course/service-name.ts';
import { callsAt, type Call } from './call-at.ts';
import { commandName } from './name-of.ts';
import { sqlCall, statementOf } from './sql-call.ts';
import type { TableTrack } from '../../course/recap-headings.ts';

/** That a program sends a command, by a call on a line of it. */
export interface Sent {
  track: TableTrack;
  name: string;
  /** As the wire has it: `RPUSH orders "1"`. */
  text: string;
  /** The client that the call belongs to; none where bytes are written. */
  client?: string;
  call?: string;
  example: string;
  /** From `examples/`: `redis/keys.ts`. */
  file: string;
  line: number;
  /** What came back, in the words of the wire. */
  answer?: string;
  /** What is sent, where a call sends what it does not name: SQL. */
  statement?: string;
}

const TRACK_OF: Record<Service, TableTrack> = {
  memcached: 'memcached',
  redis: 'redis',
  rabbitmq: 'rabbitmq',
  postgres: 'orm',
};

/** What an example sends, in its order. */
export function sentBy(example: Example, events: readonly RunEvent[]): Sent[] {
  const sources = new Map(
    filesToRun(example).map(({ path, source }) => [path, source]),
  );
  const answers = answersIn(events);
  return events.flatMap((event) => {
    if (event.event !== 'wire' || event.from !== 'client' || event.setup)
      return [];
    const program = event.source && sources.get(event.source.file);
    if (!event.source || program === undefined) return [];
    const track = TRACK_OF[event.service];
    const told = toldBy(track, event, program);
    if (!told) return [];
    const answer = answers.get(event);
    return [
      {
        track,
        ...told,
        text: event.text.replace(/^channel \d+: /, ''),
        example: example.name,
        file: event.source.file.replace(/^examples\//, ''),
        line: event.source.line,
        ...(answer !== undefined && { answer }),
      },
    ];
  });
}

type Told = Pick<Sent, 'name' | 'client' | 'call' | 'statement'>;

/** What a message and the line that it came from say together. */
function toldBy(
  track: TableTrack,
  { text, source }: WireEvent,
  program: string,
): Told | undefined {
  const { line } = source!;
  if (track === 'orm') {
    const told = sqlCall(program, line);
    const statement = statementOf(text);
    return told && statement ? { ...told, statement } : undefined;
  }
  const name = commandName(track, text);
  // What answers, or keeps a connection up, is nobody's call.
  if (track === 'rabbitmq' && /-ok$|^heartbeat/.test(name)) return undefined;
  if (track === 'redis') {
    const [command = ''] = name.toLowerCase().split(' ');
    const isIt = (method: string) =>
      method === 'call' || method.toLowerCase() === command;
    return withCall(name, 'ioredis', callsAt(program, line, isIt)[0]);
  }
  const [call] = callsAt(program, line);
  if (track === 'rabbitmq') return withCall(name, 'amqplib', call);
  const isBinary = /^[A-Z]/.test(text);
  return withCall(name, isBinary ? 'memjs' : 'our client', call);
}

function withCall(name: string, client: string, call: Call | undefined): Told {
  const isRaw = call && /^(write|end|ask)$/.test(call.method);
  return call && !isRaw ? { name, client, call: call.text } : { name };
}

/** What each message of a client was answered with, in the same round trip. */
function answersIn(events: readonly RunEvent[]): Map<WireEvent, string> {
  const asked = new Map<string, WireEvent[]>();
  const replied = new Map<string, WireEvent[]>();
  for (const event of events) {
    if (event.event !== 'wire' || event.trip === undefined) continue;
    const trips = event.from === 'client' ? asked : replied;
    const trip = `${laneKey(event)} ${event.trip}`;
    const known = trips.get(trip);
    if (known) known.push(event);
    else trips.set(trip, [event]);
  }
  const answers = new Map<WireEvent, string>();
  for (const [trip, questions] of asked) {
    const replies = replied.get(trip) ?? [];
    questions.forEach((question, index) => {
      const reply = replies[questions.length === replies.length ? index : 0];
      if (reply) answers.set(question, reply.text);
    });
  }
  return answers;
}
