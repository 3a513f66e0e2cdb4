/**
 * A small item that would unfold to more memory than a value may have.
 *
 * @title A small item with a large value
 * @uses memcached
 * @tags compression, zlib, bomb, maxOutputLength, limit
 */
import { deflateSync } from 'node:zlib';
import { endpoint } from './client/address.ts';
import { openClient } from './client/client.ts';
import { connectTo } from './client/connect.ts';

const servers = process.env.MEMCACHE_SERVERS ?? 'localhost:11211';
const somebody = await connectTo(endpoint(servers), 1000);

// #region bomb
const MB = 1024 * 1024;
const item = deflateSync(Buffer.alloc(65 * MB));
const command = `set avatar 8 60 ${item.length}\r\n`;
const end = Buffer.from('\r\n');
const request = Buffer.concat([Buffer.from(command), item, end]);
await somebody.ask(request, /^STORED$/)[0];
console.log(`stored: ${Math.round(item.length / 1024)} kB`);
// #endregion bomb

// #region refused
const cache = openClient(servers);
try {
  await cache.get('avatar');
} catch (error) {
  console.log(`get: ${(error as Error).message}`);
}
// #endregion refused

somebody.end('done');
await cache.disconnectAll();
