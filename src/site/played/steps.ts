import type { RunEvent, WireEvent } from '../../course/event.ts';
import { fieldOf, keptAfter, methodOf, type Kept } from './queue.ts';

/** What a step tells: one thing that a reader follows at once. */
export type Kind =
  'publish' | 'confirm' | 'deliver' | 'ack' | 'print' | 'kill' | 'requeue';

export type PaneState = 'waiting' | 'running' | 'ended' | 'killed';

/** A step of a run of programs around one queue. */
export interface Step {
  kind: Kind;
  pane: string;
  /** When it begins in the recording, in milliseconds. */
  t: number;
  /** What crossed the connection in it; the set-up is no step. */
  messages: WireEvent[];
  /** Lines that the program printed in it. */
  printed: string[];
  /** The signal that ended the program. */
  signal?: string;
  /** What RabbitMQ kept before it, and keeps after it. */
  before: readonly Kept[];
  kept: readonly Kept[];
  panes: Record<string, PaneState>;
}

/**
 * The story of a queue in a run: what is published, confirmed, delivered and
 * acked, what its consumers print, which program is killed, and what comes
 * back. All else is left out.
 */
export function stepsOf(
  events: readonly RunEvent[],
  panes: readonly string[],
): Step[] {
  const consumers = consumersOf(events);
  const steps: Step[] = [];
  let kept: readonly Kept[] = [];
  let states = Object.fromEntries(
    panes.map((pane): [string, PaneState] => [pane, 'waiting']),
  );
  for (const event of events) {
    const before = kept;
    kept = keptAfter(kept, event);
    if ('pane' in event && (event.event === 'start' || event.event === 'end'))
      states = { ...states, [event.pane!]: stateAfter(event) };
    const kind = kindOf(event, consumers, before, kept);
    if (!kind || !('pane' in event) || !event.pane) continue;
    const last = steps.at(-1);
    const step =
      last && belongs(last, kind, event.pane)
        ? last
        : newStep(kind, event.pane, event.t, before);
    if (step !== last) steps.push(step);
    step.kind = kind === 'ack' ? kind : step.kind;
    if (event.event === 'wire') step.messages.push(event);
    if (event.event === 'stdout')
      step.printed.push(...event.text.trimEnd().split('\n'));
    if (event.event === 'end' && 'signal' in event && event.signal)
      step.signal = event.signal;
    Object.assign(step, { kept, panes: states });
  }
  return steps;
}

/** Panes that consume, in the order in which they began to. */
export function consumersOf(events: readonly RunEvent[]): string[] {
  const consuming = events.flatMap((event) =>
    event.event === 'wire' && methodOf(event) === 'basic.consume'
      ? [event.pane]
      : [],
  );
  return [...new Set(consuming)];
}

function newStep(
  kind: Kind,
  pane: string,
  t: number,
  before: readonly Kept[],
): Step {
  const nothing = { messages: [], printed: [], panes: {} };
  return { kind, pane, t, before, kept: before, ...nothing };
}

function stateAfter(event: RunEvent): PaneState {
  if (event.event === 'start') return 'running';
  return 'signal' in event && event.signal ? 'killed' : 'ended';
}

/** What an event tells of the story; undefined where it is left out. */
function kindOf(
  event: RunEvent,
  consumers: readonly string[],
  before: readonly Kept[],
  after: readonly Kept[],
): Kind | undefined {
  switch (event.event) {
    case 'wire':
      return kindOfMessage(event);
    case 'stdout':
      return consumers.includes(event.pane) ? 'print' : undefined;
    case 'end':
      return stateAfter(event) === 'killed' ? 'kill' : undefined;
    case 'connection':
      return after.some((each, index) => each !== before[index])
        ? 'requeue'
        : undefined;
    default:
      return undefined;
  }
}

function kindOfMessage(event: WireEvent): Kind | undefined {
  switch (methodOf(event)) {
    case 'basic.publish':
      return 'publish';
    case 'basic.deliver':
      return 'deliver';
    case 'basic.ack':
      return event.from === 'server' ? 'confirm' : 'ack';
    default:
      return undefined;
  }
}

/**
 * Whether it is of the step before: several publishes or confirms in a row,
 * the first line that is printed upon a delivery, an ack after its line.
 */
function belongs(last: Step, kind: Kind, pane: string): boolean {
  if (last.pane !== pane) return false;
  if (kind === 'publish' || kind === 'confirm') return last.kind === kind;
  if (kind === 'print')
    return last.kind === 'deliver' && last.printed.length === 0;
  return kind === 'ack' && last.kind === 'print';
}

/** The `basic.consume` that a delivery answers, by its consumer tag. */
export function consumeOf(
  delivery: WireEvent,
  events: readonly RunEvent[],
): WireEvent | undefined {
  return events.find(
    (event): event is WireEvent =>
      event.event === 'wire' &&
      event.pane === delivery.pane &&
      methodOf(event) === 'basic.consume' &&
      fieldOf(event, 'consumer-tag') === fieldOf(delivery, 'consumer-tag'),
  );
}
