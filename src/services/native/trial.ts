import type { ProcessIdentity } from '../process-identity.ts';
import { ServicesError, messageOf } from '../services-error.ts';
import { startChild } from './child.ts';
import { dyingWithUs, stop } from './dying-with-us.ts';
import type { Launch } from './native-server.ts';

/** Milliseconds in which a server that starts has started. */
const STARTS = 5000;

/**
 * Starts a server, asks it something, and ends it; resolves to what it said.
 * @param what it is, for the reader: `memcached -m 8`
 * @throws {ServicesError} where it did not start, with its last words.
 */
export async function onTrial<T>(
  server: { launch: Launch; log: string; what: string },
  ask: () => Promise<T>,
): Promise<T> {
  let identity: ProcessIdentity | undefined;
  const spawned = (is: ProcessIdentity) => (identity = is);
  const launch = dyingWithUs(server.launch);
  try {
    const child = await startChild(launch, server.log, spawned, STARTS);
    try {
      return await ask();
    } finally {
      await stop(child, identity);
    }
  } catch (error) {
    // Its log goes with the lease: its last words are all that stays.
    const why = messageOf(error).replace(/\nAll of it: .*$/, '');
    throw new ServicesError(`${server.what} did not start: it ${why}`);
  }
}
