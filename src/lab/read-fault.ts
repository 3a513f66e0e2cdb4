import { z } from 'zod';
import type { ArmedFault } from '../course/fault.ts';
import { SERVICES } from '../course/service-name.ts';
import { UserError } from '../course/user-error.ts';

/** Faults that one run may wait for. */
const MOST = 20;
/** Milliseconds that each way may be made to take. */
const LONGEST_DELAY = 5000;

const pane = z.string().max(100);
const service = z.enum(SERVICES);
const text = z.string().max(1000);
const when = z
  .union([
    z.strictObject({ pane, line: text }),
    z.strictObject({ pane, sends: text }),
  ])
  .optional();
const armed = z.union([
  z.strictObject({ fault: z.literal('cut'), pane: pane.optional(), when }),
  z.strictObject({
    fault: z.literal('delay'),
    milliseconds: z.number().min(0).max(LONGEST_DELAY),
    when,
  }),
  z.strictObject({ fault: z.literal('kill'), pane, when }),
  z.strictObject({
    fault: z.enum(['pause', 'resume', 'restart']),
    service,
    when,
  }),
]);

/**
 * A fault as a page asks for it.
 * @throws {UserError} when it is none.
 */
export function readFault(value: unknown): ArmedFault {
  const result = armed.safeParse(value);
  if (result.success) return result.data as ArmedFault;
  throw new UserError(
    `A fault is one of cut, delay (0 to ${LONGEST_DELAY} milliseconds), kill (a pane), pause, resume and restart (a service).`,
  );
}

/** The faults that are to come in a run, if any. */
export function readFaults(value: unknown): ArmedFault[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.length > MOST) {
    throw new UserError(`"faults" is a list of at most ${MOST} faults.`);
  }
  return value.map(readFault);
}
