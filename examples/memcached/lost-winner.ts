/**
 * A winner whose query fails, and one that is overtaken by a delete.
 *
 * @title A winner that never stores
 * @uses memcached
 * @tags stampede, placeholder, lease, cas, delete, stale
 */
import { openClient } from './client/client.ts';

const servers = process.env.MEMCACHE_SERVERS ?? 'localhost:11211';
const ada = openClient(servers);
const grace = openClient(servers);

// #region lost
const lost = await ada.fetchOrWin('price:tea', 30);
console.log('Ada has won:', lost.won);
// Her query fails, and nobody tells memcached.

const told = await grace.fetchOrWin('price:tea', 30);
console.log('Grace has won:', told.won, '– it is taken:', told.taken);
console.log('a plain get:', await grace.get('price:tea'));
// #endregion lost

// #region give-up
await ada.giveUp('price:tea', lost);
const next = await grace.fetchOrWin('price:tea', 30);
console.log('Ada gave up. Grace has won:', next.won);
// #endregion give-up

// #region overtaken
const loaded = '4.20 EUR'; // what the query of Grace gives
await ada.delete('price:tea'); // it is 4.50 EUR from now on

const minute = { expires: 60 };
console.log('cas:', await grace.cas('price:tea', loaded, next, minute));
console.log('cached:', await ada.get('price:tea'));
console.log('set:', await grace.set('price:tea', loaded, minute));
console.log('cached:', await ada.get('price:tea'));
// #endregion overtaken

await ada.delete('price:tea');
await ada.disconnectAll();
await grace.disconnectAll();
