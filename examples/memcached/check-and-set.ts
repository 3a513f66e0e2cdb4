/**
 * Two clerks change the same record, and neither undoes the other.
 *
 * @title Check and set
 * @task change a value that others change too
 * @uses memcached
 * @tags gets, cas, EXISTS, lost update, ABA, touch
 */
import { openClient, type Client } from './client/client.ts';

const servers = process.env.MEMCACHE_SERVERS ?? 'localhost:11211';
const ada = openClient(servers);
const grace = openClient(servers);

// #region read
interface Tea {
  price: number;
  left: number;
}

/** The record, and the number that a write of it must name. */
async function read(clerk: Client) {
  const seen = await clerk.gets('tea');
  if (!seen) throw new Error('there is no tea in the cache');
  return { tea: seen.value as Tea, seen };
}
// #endregion read

// #region two-writes
await ada.set('tea', { price: 4.2, left: 12 });
const byAda = await read(ada);
const byGrace = await read(grace);

const sold = { ...byAda.tea, left: byAda.tea.left - 1 };
const raised = { ...byGrace.tea, price: 4.5 };
console.log('Ada sells one:', await ada.cas('tea', sold, byAda.seen));
console.log(
  'Grace raises:',
  await grace.cas('tea', raised, byGrace.seen),
);
// #endregion two-writes

// #region again
const again = await read(grace);
const both = { ...again.tea, price: 4.5 };
console.log('Grace again:', await grace.cas('tea', both, again.seen));
console.log(await grace.get('tea'));
// #endregion again

// #region what-counts
/** Does this, done by Grace, change the number that Ada has read? */
async function changes(what: string, work: () => Promise<unknown>) {
  const { seen } = await read(ada);
  await work();
  const after = await read(ada);
  const same = after.seen.cas === seen.cas;
  console.log(
    `${what}: ${same ? 'the same number' : 'another number'}`,
  );
}

await changes('gets', () => grace.gets('tea'));
await changes('touch', () => grace.touch('tea', 3600));
await changes('set of the same', () => grace.set('tea', both));
// #endregion what-counts

// #region gone
const last = await read(ada);
await grace.touch('tea', -1); // it has expired
console.log('after that:', await ada.cas('tea', sold, last.seen));
// #endregion gone

await ada.disconnectAll();
await grace.disconnectAll();
