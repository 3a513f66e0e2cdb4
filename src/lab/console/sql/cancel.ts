import { connect } from 'node:net';

/** Says "cancel" in the place of a protocol version. */
const CANCEL_REQUEST = 80877102;

/**
 * Asks the server to cancel what one of its connections does, as Ctrl-C in
 * psql: by a connection of its own. Resolves when it was told; never rejects.
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-CANCELING-REQUESTS
 */
export function cancel(
  port: number,
  processId: number,
  key: number,
): Promise<void> {
  const message = Buffer.alloc(16);
  message.writeInt32BE(16, 0);
  message.writeInt32BE(CANCEL_REQUEST, 4);
  message.writeInt32BE(processId, 8);
  message.writeInt32BE(key, 12);
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' }, () =>
      socket.end(message),
    );
    socket.on('error', () => resolve());
    // The server hangs up when it has passed it on.
    socket.on('close', () => resolve());
    socket.resume();
  });
}
