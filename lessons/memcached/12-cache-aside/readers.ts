// Slow queries, and the readers that wait for them: for check.test.ts.
import {
  setImmediate as nextTurn,
  setTimeout as pause,
} from 'node:timers/promises';
import {
  openClient,
  type Client,
} from '#examples/memcached/client/client.ts';
import type { once as Once } from './exercise.ts';

export const key = 'bestsellers';

/** A slow query: it ends when it is told how, and counts its runs. */
export interface Query {
  (): Promise<string>;
  runs: number;
  end: PromiseWithResolvers<string>;
}

let queries: Query[] = [];

export function query(): Query {
  const end = Promise.withResolvers<string>();
  end.promise.catch(() => {}); // also where nobody runs it
  const load = (): Promise<string> => {
    one.runs += 1;
    return end.promise;
  };
  const one: Query = Object.assign(load, { runs: 0, end });
  queries.push(one);
  return one;
}

/** A query that gives a list at once. */
export function quickQuery(list: string): Query {
  const load = query();
  load.end.resolve(list);
  return load;
}

export type Ends = Promise<PromiseSettledResult<string>[]>;

/** How many readers got what, or which error. */
export async function ends(of: Ends): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const each of await of) {
    const end =
      each.status === 'fulfilled'
        ? String(each.value)
        : (each.reason as Error).message;
    counts[end] = (counts[end] ?? 0) + 1;
  }
  return counts;
}

export type Crowd = ReturnType<typeof openCrowd>;

/** Five clients, as five processes would have, and their readers. */
export function openCrowd(once: typeof Once) {
  const asked: Ends[] = [];
  const clients = Array.from({ length: 5 }, () =>
    openClient(process.env.MEMCACHE_SERVERS ?? 'localhost:11211', {
      timeout: 2000,
    }),
  ) as [Client, Client, Client, Client, Client];
  queries = [];
  return {
    clients,
    /** As many at once; what became of each, when all have ended. */
    readers(count: number, load: Query, patience = 60): Ends {
      const all = Promise.allSettled(
        Array.from({ length: count }, (_, i) =>
          once(clients[i % 5]!, key, 300, load, patience),
        ),
      );
      asked.push(all);
      return all;
    },
    /** Replies come in order: all that was asked before has one. */
    async answered() {
      for (const each of clients) await each.get('nothing');
    },
    /** Ends what goes on, also of an answer that would wait for ever. */
    async close() {
      for (const { end } of queries) end.resolve('the test is over');
      await clients[0].flushAll();
      await Promise.race([Promise.all(asked), pause(1000)]);
      await Promise.all(clients.map((each) => each.disconnectAll()));
    },
  };
}

type Method = (key: unknown, ...rest: unknown[]) => Promise<unknown>;

/**
 * A client for a time in which nothing changes: it asks the server once,
 * and gives the same answers at once when it is asked again. So who asks
 * without a pause asks very often, however busy this machine is.
 */
export function replaying(cache: Client) {
  let calls = 0;
  let over = false;
  const answers = new Map<string, Promise<unknown>>();
  const replayed = (name: string, method: Method): Method => {
    return async (key, ...rest) => {
      calls += 1;
      if (over) return method(key, ...rest);
      const asked = `${name} ${String(key)}`;
      const answer = answers.get(asked) ?? method(key, ...rest);
      answers.set(asked, answer);
      await nextTurn();
      return answer;
    };
  };
  const methods = Object.entries(cache).map(([name, method]) => [
    name,
    replayed(name, method as Method),
  ]);
  return {
    client: Object.fromEntries(methods) as Client,
    calls: () => calls,
    end: () => (over = true),
  };
}
