import { connect } from 'node:net';

/** Milliseconds in which a server that is up answers on a busy machine. */
const PATIENCE = 5000;
/** Milliseconds for one of many tries. */
const ONE_TRY = 1000;

/**
 * Sends bytes to a port of the loopback and resolves to the reply as soon as
 * it matches `until` (latin1). Rejects when the connection fails or ends
 * first, or when `ms` have passed.
 */
export async function exchange(
  port: number,
  send: string | Uint8Array,
  until: RegExp,
  ms = PATIENCE,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let reply = '';
    const late = () => end(new Error(`no answer on port ${port} in ${ms} ms`));
    // Where this process was held up, the answer may be here, unread: Node
    // runs its timers before it reads, and setImmediate after.
    const timer = setTimeout(() => setImmediate(late), ms);
    const end = (error?: Error) => {
      clearTimeout(timer);
      socket.destroy();
      if (error) reject(error);
      else resolve(reply);
    };
    socket.setEncoding('latin1');
    socket.once('connect', () => socket.write(send));
    socket.on('data', (chunk: string) => {
      reply += chunk;
      if (until.test(reply)) end();
    });
    socket.once('error', end);
    socket.once('close', () => end(new Error(`port ${port} hung up`)));
  });
}

/** True when the exchange works out; never rejects. */
export async function answers(
  port: number,
  send: string | Uint8Array,
  until: RegExp,
): Promise<boolean> {
  return exchange(port, send, until, ONE_TRY).then(
    () => true,
    () => false,
  );
}
