/**
 * A `set` that wants no reply and counts its value wrong: the error
 * that comes all the same is taken for the reply to the next command.
 *
 * @title A reply that nobody asked for
 * @uses memcached
 * @tags noreply, desynchronised, pipeline, ERROR, stock
 */
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { Connection } from './client/connection.ts';

async function open() {
  const servers = process.env.MEMCACHE_SERVERS ?? 'localhost:11211';
  const { hostname, port } = new URL(`tcp://${servers}`);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  return socket;
}

// #region naive
/** Asks, and takes the next line for the reply. */
const naive = await open();
const lines = createInterface(naive)[Symbol.asyncIterator]();
async function ask(command: string): Promise<string> {
  naive.write(command);
  return (await lines.next()).value as string;
}
// #endregion naive

// #region stock
console.log('tea:', await ask('set stock:tea 0 60 1\r\n7\r\n'));
console.log('mate:', await ask('set stock:mate 0 60 3\r\n100\r\n'));
// #endregion stock

// #region wrong-length
const menu = 'café';
const quiet = `set menu 0 60 ${menu.length} noreply\r\n${menu}\r\n`;
// #endregion wrong-length

// #region shifted
naive.write(quiet); // noreply: it waits for nothing
console.log('one more tea:', await ask('incr stock:tea 1\r\n'));
console.log('one more mate:', await ask('incr stock:mate 1\r\n'));
console.log('delete the menu:', await ask('delete menu\r\n'));
// #endregion shifted

naive.end();
await once(naive, 'close');

// #region closed
const socket = await open();
const careful = new Connection(socket, 1000);
socket.cork(); // the two leave together: the error finds a question
careful.ask(quiet);
const [tea] = careful.ask('incr stock:tea 1\r\n', /^\d+$/);
socket.uncork();
await tea!.catch(({ message }) => console.log('tea:', message));

const [mate] = careful.ask('incr stock:mate 1\r\n', /^\d+$/);
await mate!.catch(({ message }) => console.log('mate:', message));
// #endregion closed

// #region again
const again = new Connection(await open(), 1000);
const [stock] = again.ask('get stock:tea stock:mate\r\n', /^END$/);
for (const { key, data } of (await stock!).items)
  console.log(`${key} is ${data.toString()}`);
again.end('done');
// #endregion again
