import type { RunEvent, WireEvent } from '../../course/event.ts';
import { isAck, isMethod, jobsAfter, payloadOf, type Job } from './jobs.ts';

/** One moment of a run that is told: what crossed, and where all jobs are. */
export interface Step {
  /** When, in ms since the run began. */
  t: number;
  pane: string;
  kind: 'sent' | 'came' | 'printed' | 'died';
  /** The message with the fields that tell, or what was printed. */
  text: string;
  /** What happens, in a sentence. */
  says: string;
  /** The line of the pane's program that did it, where that is known. */
  line?: number;
  jobs: Job[];
}

/**
 * A run of producers, a queue and consumers as a story: what is published,
 * confirmed, delivered and acked, what consumers print, and who is killed.
 * Set-up, declarations and closings are left out.
 */
export function storyOf(events: readonly RunEvent[]): Step[] {
  const after = jobsAfter(events);
  const consumers = new Set(
    events.flatMap((each) =>
      each.event === 'wire' && isMethod(each, 'basic.consume')
        ? [each.pane]
        : [],
    ),
  );
  const names = after.at(-1)?.map(({ name }) => name) ?? [];
  return events.flatMap((event, index): Step[] => {
    const jobs = after[index]!;
    if (event.event === 'wire') return wireStep(event, jobs);
    if (event.event === 'stdout' && consumers.has(event.pane))
      return printed(event, names, jobs);
    if (event.event === 'end' && 'pane' in event && event.signal)
      return [
        {
          t: event.t,
          pane: event.pane,
          kind: 'died',
          text: event.signal,
          says: `${event.pane} is killed. It has sent no ack.`,
          // Its connection ends with it, a moment later.
          jobs: after[closedAt(events, event.pane)] ?? jobs,
        },
      ];
    return [];
  });
}

function closedAt(events: readonly RunEvent[], pane: string): number {
  return events.findLastIndex(
    (each) =>
      each.event === 'connection' &&
      each.pane === pane &&
      each.state === 'closed',
  );
}

/** Lines of what was printed that name a job. */
function printed(
  { t, pane, text }: { t: number; pane: string; text: string },
  names: string[],
  jobs: Job[],
): Step[] {
  return text
    .split('\n')
    .filter((line) => names.some((name) => line.includes(name)))
    .map((line) => ({
      t,
      pane,
      kind: 'printed',
      text: line,
      says: `${pane} prints “${line}”.`,
      jobs,
    }));
}

function wireStep(event: WireEvent, jobs: Job[]): Step[] {
  const { t, pane, from, source } = event;
  const says = sentence(event);
  if (!says) return [];
  return [
    {
      t,
      pane,
      kind: from === 'client' ? 'sent' : 'came',
      text: shortened(event),
      says,
      ...(source && { line: source.line }),
      jobs,
    },
  ];
}

/** What a message says to who does not read AMQP; nothing where it is no part of the story. */
function sentence(event: WireEvent): string | undefined {
  const { pane, text } = event;
  const job = payloadOf(event);
  if (isMethod(event, 'basic.publish'))
    return `${pane} publishes ${job}. RabbitMQ keeps it in the queue.`;
  if (isMethod(event, 'basic.deliver'))
    return text.includes('redelivered=true')
      ? `RabbitMQ hands ${job} to ${pane}, and says that it is not for the first time.`
      : `RabbitMQ hands ${job} to ${pane}, and keeps it until the ack.`;
  if (isAck(event))
    return `${pane} sends its ack. Now RabbitMQ deletes the job.`;
  if (isMethod(event, 'basic.ack'))
    return `RabbitMQ confirms to ${pane} that it has them all.`;
  return undefined;
}

/** The method and the fields that tell; the rest is in the lesson. */
function shortened({ text }: WireEvent): string {
  const [method] = text.split(' ');
  const telling = /\btag=\d+|\bmultiple=true|\bredelivered=true|"[^"]*"$/g;
  return [method, ...(text.match(telling) ?? [])].join(' ');
}
