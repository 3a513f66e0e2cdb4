import type { Usage } from '../usage.ts';
import { CHECK_HEAP_MB, type CheckUsage } from './limits.ts';

// What the learner reads when a limit ended a check: what was exceeded, the
// usual reason, what to do.

export function tooLong({ seconds }: CheckUsage): string {
  return `The check was ended after ${seconds} seconds. Something that never comes is the usual reason: a promise that your answer awaits and nobody resolves.`;
}

export function tooMuchPrinted({ printedBytes }: CheckUsage): string {
  return `The check was ended because your answer printed more than ${Math.round(printedBytes / 1024)} kB. A loop that prints without end is the usual reason: print less, or see what should end it.`;
}

/** For a check whose process is gone, by what it wrote last. */
export function died(printed: string): string {
  if (printed.includes('heap out of memory'))
    return `The check was ended because the objects of your answer filled ${CHECK_HEAP_MB} MB. An array or a map that only grows, often in a loop that never ends, is the usual reason. See what should end it.`;
  return 'The process of the check has died in the middle of a test. What your answer does there ends it: see what it printed.';
}

/** What is too much, if anything is. */
export function over(used: Usage, may: CheckUsage): string | undefined {
  if (used.busySeconds > may.busySeconds)
    return `The check was ended because your answer kept a processor busy for ${may.busySeconds} seconds. An endless loop is the usual reason: it lets nothing else happen, not even the end of a test. See what should end it.`;
  if (used.memoryBytes > may.memoryBytes)
    return `The check was ended because your answer had more than ${Math.round(may.memoryBytes / 2 ** 20)} MB of memory. Something that only grows is the usual reason: an array in a loop that never ends. See what should end it.`;
  return undefined;
}
