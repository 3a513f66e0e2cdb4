import { z } from 'zod';
import { SERVICES } from './service-name.ts';
import { stateSchema } from './state-schema.ts';

const t = z.number().nonnegative();
const lane = {
  pane: z.string(),
  service: z.enum(SERVICES),
  connection: z.number().int().positive(),
  server: z.number().int().positive().optional(),
};
/** An event as a recording keeps it: with nothing else in it. */
export const eventSchema = z.union([
  z.strictObject({ t, event: z.literal('start'), pane: z.string() }),
  z.strictObject({
    t,
    event: z.enum(['stdout', 'stderr']),
    pane: z.string(),
    text: z.string(),
  }),
  z.strictObject({
    t,
    event: z.literal('connection'),
    ...lane,
    state: z.literal('open'),
  }),
  z.strictObject({
    t,
    event: z.literal('connection'),
    ...lane,
    state: z.literal('closed'),
    by: z.enum(['client', 'server', 'tap']),
    reset: z.boolean(),
    skipped: z.number().int().nonnegative(),
  }),
  z.strictObject({
    t,
    event: z.literal('wire'),
    ...lane,
    from: z.enum(['client', 'server']),
    text: z.string(),
    setup: z.literal(true).optional(),
    trip: z.number().int().positive().optional(),
    length: z.number().int().nonnegative(),
    bytes: z.base64(),
    source: z
      .strictObject({ file: z.string(), line: z.number().int().positive() })
      .optional(),
  }),
  z.strictObject({ t, event: z.literal('state'), state: stateSchema }),
  z.strictObject({
    t,
    event: z.literal('end'),
    pane: z.string(),
    code: z.number().nullable(),
    signal: z.string().nullable(),
  }),
  z.strictObject({
    t,
    event: z.literal('end'),
    outcome: z.enum(['finished', 'stopped', 'limit', 'failed']),
    message: z.string().optional(),
    left: z.array(
      z.strictObject({
        service: z.string(),
        what: z.string(),
        count: z.number(),
        names: z.array(z.string()),
      }),
    ),
  }),
]);
