import { z } from 'zod';

const count = z.number().int().nonnegative();
const text = z.string();
const yes = z.boolean();

/** What a server holds, as a recording keeps it; see `server-state.ts`. */
export const stateSchema = z.discriminatedUnion('service', [
  z.strictObject({
    service: z.literal('redis'),
    keys: z.array(
      z.strictObject({
        server: count.optional(),
        database: count,
        key: text,
        type: text,
        seconds: count.optional(),
        value: text,
      }),
    ),
    more: count,
  }),
  z.strictObject({
    service: z.literal('memcached'),
    items: z.array(
      z.strictObject({
        server: count.optional(),
        key: text,
        flags: count,
        cas: text,
        length: count,
        seconds: count.optional(),
        value: text,
      }),
    ),
    more: count,
  }),
  z.strictObject({
    service: z.literal('rabbitmq'),
    exchanges: z.array(
      z.strictObject({ name: text, type: text, durable: yes }),
    ),
    bindings: z.array(
      z.strictObject({
        source: text,
        destination: text,
        to: z.enum(['queue', 'exchange']),
        routingKey: text,
      }),
    ),
    queues: z.array(
      z.strictObject({
        name: text,
        type: text,
        durable: yes,
        exclusive: yes,
        ready: count,
        unacked: count,
        consumers: count,
      }),
    ),
    more: count,
  }),
  z.strictObject({
    service: z.literal('postgres'),
    tables: z.array(
      z.strictObject({
        name: text,
        columns: z.array(text),
        rows: z.array(z.array(text)),
        count,
      }),
    ),
    more: count,
  }),
]);
