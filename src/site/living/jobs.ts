import type { RunEvent, WireEvent } from '../../course/event.ts';

/** Where a message is: not sent yet, in the queue, with a pane, or deleted. */
export type Place = 'unsent' | 'queue' | { with: string } | { ackedBy: string };

/** A message, by its payload, and where it is. */
export interface Job {
  name: string;
  place: Place;
  /** RabbitMQ hands it out for the second time. */
  redelivered: boolean;
}

/**
 * Where the messages of a queue are after each event of a run, as AMQP has it:
 * published is in the queue, delivered is with its consumer, acked is gone,
 * and what a connection had when it ended is in the queue again.
 * https://www.rabbitmq.com/docs/confirms#automatic-requeueing
 * @throws {Error} when a delivery or an ack is of a message that it cannot be.
 */
export function jobsAfter(events: readonly RunEvent[]): Job[][] {
  const jobs: Job[] = [];
  /** Deliveries that wait for their ack: by pane, then by delivery tag. */
  const unacked = new Map<string, Map<number, Job>>();
  const of = (pane: string) => {
    const known = unacked.get(pane) ?? new Map<number, Job>();
    unacked.set(pane, known);
    return known;
  };
  const names = events.flatMap((each) => publishedIn(each) ?? []);
  jobs.push(
    ...names.map((name) => ({
      name,
      place: 'unsent' as const,
      redelivered: false,
    })),
  );
  const find = (name: string, place: 'unsent' | 'queue') => {
    const job = jobs.find((each) => each.name === name && each.place === place);
    if (!job) throw new Error(`"${name}" is not where it was: ${place}.`);
    return job;
  };
  return events.map((event) => {
    const published = publishedIn(event);
    if (published) find(published, 'unsent').place = 'queue';
    if (event.event === 'wire' && isMethod(event, 'basic.deliver')) {
      const job = find(payloadOf(event), 'queue');
      job.place = { with: event.pane };
      job.redelivered = event.text.includes('redelivered=true');
      of(event.pane).set(tagOf(event), job);
    }
    if (event.event === 'wire' && isAck(event)) {
      const tag = tagOf(event);
      const acked = of(event.pane).get(tag);
      if (!acked) throw new Error(`${event.pane} acks ${tag}, and has it not.`);
      acked.place = { ackedBy: event.pane };
      of(event.pane).delete(tag);
    }
    if (event.event === 'connection' && event.state === 'closed') {
      for (const job of of(event.pane).values()) job.place = 'queue';
      of(event.pane).clear();
    }
    return jobs.map((job) => ({ ...job }));
  });
}

/** A consumer's ack; a server's is a publisher confirm. */
export function isAck(event: WireEvent): boolean {
  return event.from === 'client' && isMethod(event, 'basic.ack');
}

export function isMethod({ text }: WireEvent, method: string): boolean {
  return text === method || text.startsWith(`${method} `);
}

function publishedIn(event: RunEvent): string | undefined {
  if (event.event !== 'wire' || !isMethod(event, 'basic.publish')) return;
  return payloadOf(event);
}

/** What a publish or a delivery carries; it stands last, in quotes. */
export function payloadOf({ text }: WireEvent): string {
  return /"([^"]*)"$/.exec(text)?.[1] ?? '';
}

function tagOf({ text }: WireEvent): number {
  return Number(/\btag=(\d+)/.exec(text)?.[1]);
}
