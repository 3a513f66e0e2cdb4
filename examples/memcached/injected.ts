/**
 * A server that takes each line for a command meets a value that holds
 * one.
 *
 * @title A value that becomes a command
 * @uses memcached
 * @tags server, injection, line end
 */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';

// #region by-lines
/** Reads line by line, and believes the next line to be the value. */
const items = new Map<string, string>();
const byLines = createServer(async (socket) => {
  socket.on('error', () => socket.destroy());
  let key: string | undefined; // of a set whose value comes next
  for await (const line of createInterface({ input: socket })) {
    const [verb, name = ''] = line.split(' ');
    if (key !== undefined) {
      items.set(key, line);
      key = undefined;
      socket.write('STORED\r\n');
    } else if (verb === 'set') key = name;
    else if (verb === 'get') {
      const value = items.get(name);
      if (value !== undefined)
        socket.write(`VALUE ${name} 0 ${value.length}\r\n${value}\r\n`);
      socket.write('END\r\n');
    } else socket.write('ERROR\r\n');
  }
});
// #endregion by-lines
byLines.listen(0, '127.0.0.1');
await once(byLines, 'listening');

/** Sends it all, and resolves to all that comes back. */
async function say(host: string, port: number, request: string) {
  const socket = connect({ host, port, allowHalfOpen: true });
  socket.end(request);
  return text(socket);
}

// #region shop
// What a form has sent, and what the shop makes of it: the length is
// right, in bytes.
const nickname = 'Ann\r\nset role:41 0 0 5\r\nadmin';
const bytes = Buffer.byteLength(nickname);
const request =
  `set nickname:41 0 0 ${bytes}\r\n${nickname}\r\n` +
  'get nickname:41\r\nget role:41\r\n';
// #endregion shop

const address = process.env.MEMCACHE_SERVERS ?? 'localhost:11211';
const [host = '', port] = address.split(':');
const { port: naive } = byLines.address() as AddressInfo;

console.log('Memcached:');
console.log(await say(host, Number(port), request));
console.log('the server that reads lines:');
console.log(await say('127.0.0.1', naive, request));

byLines.close();
