/**
 * Memcached spoken by hand: bytes out, bytes back, and replies of them.
 *
 * @title The text protocol, by hand
 * @task talk to memcached over a plain socket
 * @uses memcached
 * @tags telnet, socket, set, get, STORED, VALUE, END, ERROR, parser
 */
import { connect } from 'node:net';
import { ReplyReader } from './client/replies.ts';

const servers = process.env.MEMCACHE_SERVERS ?? 'localhost:11211';
const [host, port] = servers.split(':');
const socket = connect(Number(port), host).setNoDelay(true);
const arriving: AsyncIterator<Buffer> = socket[Symbol.asyncIterator]();
const show = (bytes: Buffer) => JSON.stringify(bytes.toString());

// #region talk
/** Writes text as it is. The chunks that come until all is answered. */
async function talk(text: string, answers = 1): Promise<Buffer[]> {
  socket.write(text);
  const reader = new ReplyReader();
  const chunks: Buffer[] = [];
  while (answers > 0) {
    const { done, value } = await arriving.next();
    if (done) throw new Error(`${servers} has hung up`);
    chunks.push(value);
    answers -= [...reader.push(value)].length;
  }
  return chunks;
}
// #endregion talk

// #region session
for (const line of [
  'set tea 0 60 8\r\n4.20 EUR\r\n',
  'set drink 0 60 5\r\ncafé\r\n',
  'get tea\r\n',
  'get drink mate tea\r\n',
  'GET tea\r\n',
]) {
  const came = Buffer.concat(await talk(line));
  console.log(`> ${JSON.stringify(line)}\n< ${show(came)}`);
}
// #endregion session

// #region one-write
const requests = 'get tea\r\nget mate\r\ndelete tea\r\nget drink\r\n';
const bytes = Buffer.concat(await talk(requests, 4));
console.log(`> ${JSON.stringify(requests)}\n< ${show(bytes)}`);
// #endregion one-write

// #region pieces
for (const size of [bytes.length, 20, 1]) {
  const reader = new ReplyReader();
  const completed: number[] = [];
  let pieces = 0;
  for (let at = 0; at < bytes.length; at += size) {
    pieces += 1;
    for (const _ of reader.push(bytes.subarray(at, at + size)))
      completed.push(pieces);
  }
  console.log(
    `pieces: ${pieces}, replies with: ${completed.join(', ')}`,
  );
}
// #endregion pieces

// #region large
const menu = '4.20 EUR\r\n'.repeat(50_000);
await talk(`set menu 0 60 ${menu.length}\r\n${menu}\r\n`);
const chunks = await talk('get menu\r\n');
const [reply] = new ReplyReader().push(Buffer.concat(chunks));
console.log(`bytes of the value: ${reply?.items[0]?.data.length}`);
console.log(`~ chunks of the one reply: ${chunks.length}`);
// #endregion large

socket.end();
