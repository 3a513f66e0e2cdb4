import { connect, createServer, type AddressInfo } from 'node:net';
import type { Sender } from '../../src/wire/message.ts';

/** Bytes that one side sent before the other one said something. */
export interface Turn {
  from: Sender;
  bytes: Buffer;
}

/**
 * Stands before a server and keeps what passes, a list of turns for each
 * connection: true conversations, to be cut in pieces by properties.
 */
export async function openRecorder(target: { host: string; port: number }) {
  const conversations: Turn[][] = [];
  const server = createServer({ noDelay: true }, (client) => {
    const turns: Turn[] = [];
    conversations.push(turns);
    const upstream = connect({ ...target, noDelay: true });
    const keep = (from: Sender, bytes: Buffer) => {
      const last = turns.at(-1);
      if (last?.from !== from) turns.push({ from, bytes });
      else last.bytes = Buffer.concat([last.bytes, bytes]);
    };
    client.on('data', (bytes: Buffer) => keep('client', bytes));
    upstream.on('data', (bytes: Buffer) => keep('server', bytes));
    client.pipe(upstream).pipe(client);
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
  });
  await new Promise<void>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve()),
  );
  const { port } = server.address() as AddressInfo;
  return {
    target: { host: '127.0.0.1', port },
    conversations,
    close: () => void server.close(),
  };
}
