// The customers, and another program that pays: for check.test.ts.
import type { Redis } from 'ioredis';

export const customers = Array.from(
  { length: 20 },
  (_, i) => `wallet:${i + 1}`,
);

/** How often each word stands in a list: `paid` ten times. */
export function tally(words: string[]) {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

/** The outcome of a transfer, or that it has none. */
export const outcomeOf = (transfer: Promise<string>) =>
  transfer.catch(() => 'rejected');

/**
 * Does some work, and as soon as a command of it names this balance,
 * another client, `own`, takes all that is there. Resolves to the work's
 * result when the balance was taken.
 */
export async function whileAnotherTakes<T>(
  own: Redis,
  key: string,
  work: () => Promise<T>,
): Promise<T> {
  let taken: Promise<unknown> | undefined;
  const take = () => (taken ??= own.set(key, 0));
  const monitor = await own.monitor();
  monitor.on('monitor', (_time: string, args: string[]) => {
    if (args.includes(key)) void take();
  });
  try {
    const result = await work();
    await take();
    return result;
  } finally {
    monitor.disconnect();
  }
}
