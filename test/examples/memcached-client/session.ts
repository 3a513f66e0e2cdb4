import type { Client } from '../../../examples/memcached/client/client.ts';
import type { ManyStep, Step } from './steps.ts';

/** The numbers that `gets` gave, by key. */
export type Seen = Map<string, bigint>;

/** A number that no item of a test has. */
const NEVER = 2n ** 63n;

/** Does a step; an error becomes its name. */
export async function carryOut(
  client: Client,
  step: Step | ManyStep,
  seen: Seen,
): Promise<unknown> {
  try {
    return await begin(client, step, seen);
  } catch (error) {
    return (error as Error).name;
  }
}

async function begin(
  client: Client,
  step: Step | ManyStep,
  seen: Seen,
): Promise<unknown> {
  switch (step.call) {
    case 'get':
      return client.get(step.key);
    case 'gets': {
      const got = await client.gets(step.key);
      if (got) seen.set(String(step.key), got.cas);
      return got?.value;
    }
    case 'cas': {
      const cas = seen.get(String(step.key)) ?? NEVER;
      return client.cas(step.key, step.value, { cas }, step.options);
    }
    case 'set':
    case 'add':
    case 'replace':
      return client[step.call](step.key, step.value, step.options);
    case 'append':
    case 'prepend':
      return client[step.call](step.key, step.value, { noreply: step.quiet });
    case 'delete':
      return client.delete(step.key, { noreply: step.quiet });
    case 'touch':
      return client.touch(step.key, step.expires, { noreply: step.quiet });
    case 'incr':
    case 'decr':
      return client[step.call](step.key, step.by, { noreply: step.quiet });
    case 'getMany':
      return client.getMany(step.keys, step);
    case 'setMany':
      return client.setMany(step.values, step);
    case 'deleteMany':
      return client.deleteMany(step.keys, step);
  }
}
