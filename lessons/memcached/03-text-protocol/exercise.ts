import type { Item } from '#examples/memcached/client/replies.ts';

/** What came back to one `get` or `gets`. */
export interface Answer {
  /** The items that were there, in the order of the server. */
  items: Item[];
  /** The line of ERROR, CLIENT_ERROR or SERVER_ERROR, if it is one. */
  error?: string;
}

/**
 * The answers to each `get` and `gets` of a connection, in order, each
 * as soon as its last byte is there. The bytes may come in any pieces.
 *
 * Ends when the bytes end; throws when they end within an answer.
 */
export async function* answers(
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<Answer> {
  const answer: Answer = { items: [] };
  for await (const chunk of chunks) {
    throw new Error(
      `Begin here: ${chunk.length} bytes have come. Keep them; as long as a whole line is there, read it.`,
    );
  }
  yield answer;
}
