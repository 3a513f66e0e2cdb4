import type { Socket } from 'node:net';

/**
 * Ends a connection with a reset, as a lost network would, and for certain: a
 * socket whose end is on its way cannot be reset, and Node would then neither
 * close it nor say so.
 */
export function reset(socket: Socket) {
  if (socket.writableEnded) socket.destroy();
  else socket.resetAndDestroy();
}
