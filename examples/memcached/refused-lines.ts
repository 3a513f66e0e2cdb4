/**
 * Lines that the server refuses, and a value behind one of them.
 *
 * @title Lines that the server refuses
 * @uses memcached
 * @tags delete, touch, CLIENT_ERROR, ERROR, key length, injection
 */
import { endpoint } from './client/address.ts';
import { connectTo } from './client/connect.ts';

const address = process.env.MEMCACHE_SERVERS ?? 'localhost:11211';
const connection = await connectTo(endpoint(address), 1000);

/** What the server says to a request, or why there is no answer. */
async function say(request: string): Promise<string> {
  const [reply] = connection.ask(request, /STORED|DELETED|TOUCHED|END/);
  return reply!.then(
    ({ line }) => line,
    (error: unknown) => String(error),
  );
}

await say('set tea 0 60 8\r\n4.20 EUR\r\n');

// #region old
console.log('delete tea 10:', await say('delete tea 10\r\n'));
console.log('touch tea:', await say('touch tea\r\n'));
// #endregion old

// #region key
const key = 'k'.repeat(251); // one byte more than a key may have
const value = 'flush_all';
const request = `set ${key} 0 60 ${value.length}\r\n${value}\r\n`;
console.log('set kkk…:', await say(request));
console.log('get tea:', await say('get tea\r\n'));
// #endregion key
