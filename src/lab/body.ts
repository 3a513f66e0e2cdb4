import type { IncomingMessage } from 'node:http';
import type { Refusal } from './guard.ts';

const MAX_BYTES = 256 * 1024;
const MAX_MS = 5000;

const TOO_LARGE = {
  status: 413,
  error: `A request may hold ${MAX_BYTES} bytes.`,
};
const TOO_SLOW = {
  status: 408,
  error: `The request did not arrive whole within ${MAX_MS / 1000} seconds.`,
};

/**
 * The JSON object in a request's body, or why it is refused: too large,
 * too slow, or not an object.
 */
export async function readBody(
  request: IncomingMessage,
): Promise<{ value: Record<string, unknown> } | Refusal> {
  if (Number(request.headers['content-length']) > MAX_BYTES) return TOO_LARGE;
  const text = await wholeText(request);
  if (typeof text !== 'string') return text;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return { value: value as Record<string, unknown> };
    }
  } catch {
    // Falls through to the refusal below.
  }
  return { status: 400, error: 'The request is not a JSON object.' };
}

/** Leaves the connection open, so that a refusal can be answered. */
function wholeText(request: IncomingMessage): Promise<string | Refusal> {
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve) => {
    const slow = setTimeout(() => resolve(TOO_SLOW), MAX_MS);
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_BYTES) resolve(TOO_LARGE);
      else chunks.push(chunk);
    });
    request.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    request.on('close', () => {
      clearTimeout(slow);
      resolve(TOO_SLOW); // it broke off, and nobody hears this
    });
  });
}
