import type { BrokerList } from '../service.ts';
import { management } from './management.ts';

type Entry = Record<string, unknown>;

/** Statistics are gathered every 5 s; what has a way around them goes it. */
const NOW = 'disable_stats=true&enable_queue_totals=true';

/** Where each list comes from, and the columns that it shows. */
const LISTS: Record<BrokerList, [path: (id: string) => string, string[]]> = {
  queues: [
    (id) => `/queues/${id}?${NOW}`,
    [
      'name',
      'type',
      'durable',
      'auto_delete',
      'arguments',
      'messages_ready',
      'messages_unacknowledged',
    ],
  ],
  exchanges: [
    (id) => `/exchanges/${id}?disable_stats=true`,
    ['name', 'type', 'durable', 'auto_delete', 'internal', 'arguments'],
  ],
  bindings: [
    (id) => `/bindings/${id}`,
    ['source', 'destination', 'destination_type', 'routing_key', 'arguments'],
  ],
  consumers: [
    (id) => `/consumers/${id}`,
    [
      'queue.name',
      'consumer_tag',
      'ack_required',
      'prefetch_count',
      'channel_details.name',
    ],
  ],
  connections: [(id) => `/connections/username/${id}`, ['name']],
  channels: [
    (id) => `/vhosts/${id}/channels`,
    ['name', 'consumer_count', 'messages_unacknowledged', 'prefetch_count'],
  ],
};

/** What a vhost has of a kind: a heading, then a row each, sorted. */
export async function listOfVhost(
  api: string,
  id: string,
  kind: BrokerList,
): Promise<string[][]> {
  const [path, columns] = LISTS[kind];
  const list = await management(api, 'GET', path(id));
  const entries = Array.isArray(list) ? (list as Entry[]) : [];
  const rows = entries.map((entry) => columns.map((c) => cellOf(entry, c)));
  return [
    columns.map((column) => column.replace(/^.*details\./, '')),
    ...rows.sort((a, b) => (a.join('\0') < b.join('\0') ? -1 : 1)),
  ];
}

function cellOf(entry: Entry, column: string): string {
  const value = column
    .split('.')
    .reduce<unknown>(
      (each, name) => (each as Entry | undefined)?.[name],
      entry,
    );
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
