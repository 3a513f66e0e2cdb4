import { request } from 'node:http';

/** One request, as it is sent. */
export interface Sent {
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  signal?: AbortSignal;
  /** Is given the answer as it comes. */
  on?: (text: string) => void;
}

/** Milliseconds in which something of an answer must come. */
const PATIENCE_MS = 150_000;

/**
 * Sends a request to a loopback port, on a connection of its own; resolves
 * to the whole answer. Rejects when the connection breaks.
 */
export function send(
  port: number,
  { method, path, headers, body, signal, on = () => {} }: Sent,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request({
      host: '127.0.0.1',
      port,
      method,
      path,
      agent: false,
      headers: { host: `localhost:${port}`, ...headers },
      ...(signal && { signal }),
      timeout: PATIENCE_MS,
    });
    sent.on('timeout', () =>
      sent.destroy(new Error(`no answer in ${PATIENCE_MS / 1000} s`)),
    );
    sent.on('error', reject);
    sent.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
        on(part);
      });
      response.on('end', () => resolve({ status: response.statusCode!, text }));
      response.on('error', reject);
      response.on('aborted', () => reject(new Error('it broke off')));
    });
    sent.end(body);
  });
}
