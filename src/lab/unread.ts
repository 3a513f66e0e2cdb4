import type { ServerResponse } from 'node:http';

/** Milliseconds in which a page has to go on reading. */
const PATIENCE_MS = 30_000;

/**
 * Ends an answer. Whoever does not read it is hung up on: its connection is
 * one of those that the lab has for all pages.
 */
export function endUnlessUnread(
  response: ServerResponse,
  content?: Buffer,
  patience = PATIENCE_MS,
): void {
  response.setTimeout(patience, () => response.destroy());
  response.end(content);
}
