/**
 * Says the same to the tiny server and to Memcached, a byte at a time,
 * and prints what both answer.
 *
 * @title One conversation with two servers
 * @task a TCP server that speaks a text protocol
 * @uses memcached
 * @tags server, text protocol, noreply
 * @pane talk
 */
import { on, once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { startServer } from './server.ts';

// #region requests
const requests = [
  'set tea 0 0 4\r\n4.20\r\n',
  'get coffee tea\r\n',
  'set note 7 0 18 noreply\r\n1\r\nEND\r\nget tea\r\n2\r\n',
  'get note\r\n',
  'set stock 0 0 2\r\n10\r\ndecr stock 1\r\nget stock\r\n',
  'incr stock x\r\nincr stock\r\n',
  'set tea 0 0 4\r\n4.20 EUR\r\n',
  `get ${'k'.repeat(251)}\r\n`,
  'mg stock v\r\n',
];
// #endregion requests

// #region ask
/** Resolves to what comes before the answer to a last request. */
async function ask(socket: Socket, request: string): Promise<string> {
  const chunks = on(socket, 'data');
  for (const byte of Buffer.from(`${request}delete last\r\n`, 'latin1'))
    socket.write(Buffer.of(byte));
  let replies = '';
  for await (const [chunk] of chunks) {
    replies += chunk;
    const last = /NOT_FOUND\r\n$/.exec(replies);
    if (last) return replies.slice(0, last.index);
  }
  throw new Error(`The connection ended after ${replies}`);
}
// #endregion ask

async function open(host: string, port: number): Promise<Socket> {
  const socket = connect({ host, port, noDelay: true });
  socket.setEncoding('latin1');
  await once(socket, 'connect');
  return socket;
}

const address = process.env.MEMCACHE_SERVERS ?? 'localhost:11211';
const [host = '', port] = address.split(':');

const server = await startServer();
const tiny = await open('127.0.0.1', server.port);
const memcached = await open(host, Number(port));

// #region compare
const seen = (text: string) => JSON.stringify(text).slice(1, -1);

for (const request of requests) {
  const ours = await ask(tiny, request);
  const theirs = await ask(memcached, request);
  console.log(`> ${seen(request.replace(/k{9,}/, 'kkk…'))}`);
  if (ours === theirs)
    console.log(`  both: ${seen(ours) || 'nothing'}`);
  else console.log(`  tiny: ${seen(ours)}\n  true: ${seen(theirs)}`);
}
// #endregion compare

tiny.end();
memcached.end();
await server.close();
