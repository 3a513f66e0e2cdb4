/**
 * A small item that would unfold to more memory than a value may have.
 *
 * @title A small item with a large value
 * @uses memcached
 * @tags compression, zlib, bomb, maxOutputLength, limit
 */
import { once } from 'node:events';
import { connect } from 'node:net';
import { deflateSync } from 'node:zlib';
import { openClient } from './client/client.ts';
import { Connection } from './client/connection.ts';

const servers = process.env.MEMCACHE_SERVERS ?? 'localhost:11211';
const { hostname, port } = new URL(`tcp://${servers}`);
const socket = connect(Number(port), hostname);
await once(socket, 'connect');
const somebody = new Connection(socket, 1000);

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
