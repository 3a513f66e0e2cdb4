import type {
  Binding,
  Queue,
  RabbitmqState,
} from '../../course/server-state.ts';
import { ServicesError } from '../services-error.ts';
import { management } from './management.ts';
import { cut } from './value-text.ts';

/** Queues that are listed, and exchanges and bindings; more are counted. */
const MOST = 100;

/** Whether the broker makes an exchange of this name by itself. */
export function isBrokers(exchange: string): boolean {
  return /^(amq\..*|)$/.test(exchange);
}

interface QueueListed {
  name: string;
  type?: string;
  durable?: boolean;
  exclusive?: boolean | null;
  messages_ready?: number;
  messages_unacknowledged?: number;
}

interface BindingListed {
  source: string;
  destination: string;
  destination_type: 'queue' | 'exchange';
  routing_key: string;
}

interface ExchangeListed {
  name: string;
  type: string;
  durable: boolean;
}

/** The exchanges, bindings and queues of a vhost. */
export async function lookAtVhost(
  api: string,
  vhost: string,
): Promise<RabbitmqState> {
  const list = async <T>(path: string) => {
    const found = await management(api, 'GET', path);
    if (Array.isArray(found)) return found as T[];
    throw new ServicesError(`RabbitMQ has no vhost ${vhost}.`);
  };
  // Without statistics: these are gathered over seconds. The totals come from
  // the queues themselves.
  const [queues, exchanges, bindings, consumers] = await Promise.all([
    list<QueueListed>(
      `/queues/${vhost}?disable_stats=true&enable_queue_totals=true`,
    ),
    list<ExchangeListed>(`/exchanges/${vhost}?columns=name,type,durable`),
    list<BindingListed>(`/bindings/${vhost}`),
    list<{ queue: { name: string } }>(`/consumers/${vhost}`),
  ]);
  const names = consumers.map(({ queue }) => queue.name);
  const consumed = (name: string) =>
    names.filter((each) => each === name).length;
  const all = queues.sort(byName);
  const listed = all.slice(0, MOST);
  const kept = new Set(listed.map(({ name }) => name));
  const bound = bindings
    .filter(({ source }) => source !== '')
    .filter(
      (each) =>
        each.destination_type === 'exchange' || kept.has(each.destination),
    )
    .map(bindingOf)
    .sort(byPlace);
  const isBound = (name: string) =>
    bound.some((each) => each.source === name || each.destination === name);
  return {
    service: 'rabbitmq',
    exchanges: exchanges
      .filter(({ name }) => !isBrokers(name) || isBound(name))
      .map(({ name, type, durable }) => ({ name, type, durable }))
      .sort(byName)
      .slice(0, MOST),
    bindings: bound.slice(0, MOST),
    queues: listed.map((each) => queueOf(each, consumed(each.name))),
    more: all.length - listed.length,
  };
}

/** By code units: the same everywhere. */
const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const byName = (a: { name: string }, b: { name: string }) =>
  order(a.name, b.name);
const byPlace = (a: Binding, b: Binding) =>
  order(a.source, b.source) ||
  order(a.destination, b.destination) ||
  order(a.routingKey, b.routingKey);

function bindingOf(binding: BindingListed): Binding {
  const { source, destination, destination_type: to } = binding;
  return { source, destination, to, routingKey: cut(binding.routing_key) };
}

function queueOf(queue: QueueListed, consumers: number): Queue {
  return {
    name: queue.name,
    type: queue.type ?? 'classic',
    durable: queue.durable ?? true,
    exclusive: queue.exclusive ?? false,
    // A queue that was declared a moment ago has not said yet.
    ready: queue.messages_ready ?? 0,
    unacked: queue.messages_unacknowledged ?? 0,
    consumers,
  };
}
