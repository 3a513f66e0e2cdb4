import { Client as Memjs } from 'memjs';
import { openClient } from '../../../examples/memcached/client/client.ts';
import { inTurn } from './in-turn.ts';
import type { Rig } from './rig.ts';
import { row, type Row } from './row.ts';

/** As much work as it can do until `end` by the clock: how much that was. */
type Work = (end: number) => Promise<number>;

/** Milliseconds that each way works in a round. */
const ROUND_MS = 300;
const AT_ONCE = 100;
const keys = Array.from({ length: AT_ONCE }, (_, i) => `key:${i}`);
const value = Buffer.alloc(100, 'v');

/**
 * Keys a second of the course's memcached client and of memjs, on one
 * connection each to the same server: one call after the other, a hundred in
 * flight, and a hundred keys together (memjs has no call for that, so it has a
 * hundred in flight).
 */
export async function measureMemcachedClients(rig: Rig): Promise<Row[]> {
  const services = await rig.services(['memcached']);
  const lease = await services.lease(['memcached']);
  const address = lease.addresses.MEMCACHE_SERVERS!;
  const ours = openClient(address);
  // It gives up after half a second, which a busy machine may take.
  const memjs = Memjs.create(address, { timeout: 10, retries: 0 });
  const options = { expires: 0 };
  const both: [what: string, ours: Work, memjs: Work][] = [
    [
      'set, one by one',
      alone((key) => ours.set(key, value)),
      alone((key) => memjs.set(key, value, options)),
    ],
    [
      'get, one by one',
      alone((key) => ours.get(key)),
      alone((key) => memjs.get(key)),
    ],
    [
      `set, ${AT_ONCE} in flight`,
      inFlight((key) => ours.set(key, value)),
      inFlight((key) => memjs.set(key, value, options)),
    ],
    [
      `get, ${AT_ONCE} in flight`,
      inFlight((key) => ours.get(key)),
      inFlight((key) => memjs.get(key)),
    ],
    [
      `set of ${AT_ONCE} keys`,
      together(() => ours.setMany(all)),
      inFlight((key) => memjs.set(key, value, options)),
    ],
    [
      `get of ${AT_ONCE} keys`,
      together(() => ours.getMany(keys)),
      inFlight((key) => memjs.get(key)),
    ],
  ];
  try {
    const rows: Row[] = [];
    for (const [what, one, other] of both) {
      const ways = { ours: () => rate(one), memjs: () => rate(other) };
      const found = await inTurn(rig, ways);
      const beside = { memjs: found.memjs };
      rows.push(row(`keys: ${what}`, 'a second', found.ours, { beside }));
    }
    return rows;
  } finally {
    await ours.disconnectAll();
    memjs.close();
    await lease.release();
  }
}

/** Units of work a second. */
async function rate(work: Work): Promise<number> {
  const began = performance.now();
  const done = await work(began + ROUND_MS);
  return (done * 1000) / (performance.now() - began);
}

const all = new Map(keys.map((key) => [key, value]));

function alone(call: (key: string) => Promise<unknown>): Work {
  return async (end) => {
    let done = 0;
    while (performance.now() < end) {
      await call(keys[done % AT_ONCE]!);
      done += 1;
    }
    return done;
  };
}

function inFlight(call: (key: string) => Promise<unknown>): Work {
  return together(() => Promise.all(keys.map(call)));
}

function together(call: () => Promise<unknown>): Work {
  return async (end) => {
    let done = 0;
    while (performance.now() < end) {
      await call();
      done += AT_ONCE;
    }
    return done;
  };
}
