import type { IncomingMessage } from 'node:http';
import type { Refusal } from './guard.ts';

const MAX_BYTES = 256 * 1024;
const MAX_MS = 5000;

/**
 * The JSON object in a request's body, or why it is refused: too large,
 * too slow, or not an object.
 */
export async function readBody(
  request: IncomingMessage,
): Promise<{ value: Record<string, unknown> } | Refusal> {
  const chunks: Buffer[] = [];
  let size = 0;
  const slow = setTimeout(
    () => request.destroy(new Error('slow body')),
    MAX_MS,
  );
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MAX_BYTES) {
        return { status: 413, error: `A request may hold ${MAX_BYTES} bytes.` };
      }
      chunks.push(chunk);
    }
  } catch {
    return { status: 408, error: 'The request did not arrive whole.' };
  } finally {
    clearTimeout(slow);
  }
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return { value: value as Record<string, unknown> };
    }
  } catch {
    // Falls through to the refusal below.
  }
  return { status: 400, error: 'The request is not a JSON object.' };
}
