import { once } from 'node:events';
import { connect } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';

/**
 * Sends the pieces, each in a packet of its own, ends this side, and resolves
 * to all that comes back until the server ends its side (latin1).
 */
export async function say(port: number, pieces: string[]): Promise<string> {
  const socket = connect({
    port,
    host: '127.0.0.1',
    noDelay: true,
    allowHalfOpen: true,
  });
  let replies = '';
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => (replies += chunk));
  await once(socket, 'connect');
  const ended = once(socket, 'end');
  for (const piece of pieces) {
    socket.write(piece, 'latin1');
    // The kernel has it, and the server reads it, before the next one.
    await turn();
  }
  socket.end();
  await ended;
  socket.destroy();
  return replies;
}

/** The same bytes in pieces of these sizes, used in turn. */
export function pieces(bytes: string, sizes: readonly number[]): string[] {
  const cut: string[] = [];
  for (let at = 0, next = 0; at < bytes.length; next++) {
    const end = at + sizes[next % sizes.length]!;
    cut.push(bytes.slice(at, end));
    at = end;
  }
  return cut;
}
