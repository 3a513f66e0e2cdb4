/**
 * A memcached for 32 connections, and 32 processes that want one each.
 *
 * @title More clients than a server takes
 * @uses memcached
 * @memcached -m 8 -c 32 -t 1
 * @tags -c, maxconns, connections, ERROR, rejected_connections
 */
import { endpoint } from './client/address.ts';
import { connectTo } from './client/connect.ts';
import type { Connection } from './client/connection.ts';

const address = process.env.MEMCACHE_SERVERS ?? 'localhost:11211';

// #region connect
const open: Connection[] = [];
let refused = 0;
let why = '';
for (let i = 0; i < 32; i += 1) {
  try {
    open.push(await connectTo(endpoint(address), 1000));
  } catch (error) {
    refused += 1;
    why = String(error);
  }
}
// #endregion connect
console.log(`~ let in: ${open.length}, refused: ${refused}`);
console.log(`all of them let in: ${refused === 0}`);
console.log(`the server said: ${why}`);

// #region stats
const [reply] = open[0]!.ask('stats\r\n', /^END$/);
const stats = new Map((await reply!).stats);
const counted = Number(stats.get('rejected_connections'));
console.log(`max_connections: ${stats.get('max_connections')}`);
console.log(`all refusals were counted: ${counted === refused}`);
// #endregion stats

for (const connection of open) connection.end('the example is over');
