import { connect, createServer, type AddressInfo } from 'node:net';

/**
 * Opens a proxy that passes bytes on and does nothing else: the least that one
 * can cost in Node. Resolves to its port, and to what closes it once its
 * clients have gone.
 */
export async function openBareProxy(
  target: number,
): Promise<{ port: number; close(): Promise<void> }> {
  const host = '127.0.0.1';
  const proxy = createServer({ noDelay: true }, (client) => {
    const server = connect({ port: target, host, noDelay: true });
    client.on('data', (chunk) => server.write(chunk));
    server.on('data', (chunk) => client.write(chunk));
    client.on('end', () => server.end()).on('error', () => server.destroy());
    server.on('end', () => client.end()).on('error', () => client.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    proxy.once('error', reject).listen(0, host, resolve);
  });
  return {
    port: (proxy.address() as AddressInfo).port,
    close: () => new Promise((resolve) => proxy.close(() => resolve())),
  };
}
