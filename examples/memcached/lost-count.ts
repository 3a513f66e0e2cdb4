/**
 * A length in characters, and a reader that looks for the end.
 *
 * @title Two ways to lose count
 * @uses memcached
 * @tags length, bytes, characters, injection, out of step, END, desync
 */
import { connect } from 'node:net';

const servers = process.env.MEMCACHE_SERVERS ?? 'localhost:11211';
const [host, port] = servers.split(':');
const socket = connect(Number(port), host).setNoDelay(true);
const arriving: AsyncIterator<Buffer> = socket[Symbol.asyncIterator]();
let text = '';

// #region until
/** What has come, up to the first `end` in it, and no further. */
async function readUntil(end: string): Promise<string> {
  while (!text.includes(end)) {
    const { done, value } = await arriving.next();
    if (done) throw new Error(`${servers} has hung up`);
    text += value;
  }
  const length = text.indexOf(end) + end.length;
  const reply = text.slice(0, length);
  text = text.slice(length);
  return reply;
}
// #endregion until

/** Stores a value as it should be: its length is in bytes. */
async function set(key: string, value: string) {
  const length = Buffer.byteLength(value);
  socket.write(`set ${key} 0 60 ${length}\r\n${value}\r\n`);
  return readUntil('\r\n');
}

// #region characters
await set('tea', '4.20 EUR');
const review =
  'Crème brûlée, théière: très légère, déjà goûtée. flush_all';
const { length } = review; // 58 characters, 70 bytes
socket.write(`set review 0 60 ${length}\r\n${review}\r\n`);
for (const reply of [await readUntil('\r\n'), await readUntil('\r\n')])
  console.log(`the review: ${JSON.stringify(reply)}`);

socket.write('get tea\r\n');
console.log(`tea: ${JSON.stringify(await readUntil('END\r\n'))}`);
// #endregion characters

// #region end
await set('note:41', 'they typed get mate\r\nEND\r\nand asked why');
await set('name:41', 'Ada');
await set('name:42', 'Grace');

for (const key of ['note:41', 'name:41', 'name:42']) {
  socket.write(`get ${key}\r\n`);
  const reply = await readUntil('END\r\n');
  console.log(`get ${key}: ${JSON.stringify(reply)}`);
}
// #endregion end

socket.end();
