import type { ServerResponse } from 'node:http';
import { SECURITY_HEADERS } from './guard.ts';
import { endUnlessUnread } from './unread.ts';

/** Milliseconds for which events are gathered before they are sent. */
const BATCH_MS = 8;

/**
 * Events on their way to the page, one JSON a line: at once after a pause,
 * and then a few milliseconds' worth at a time.
 */
export class EventStream<Event> {
  #response: ServerResponse;
  #waiting = '';
  #pause: NodeJS.Timeout | undefined;

  constructor(response: ServerResponse) {
    this.#response = response;
  }

  send(event: Event) {
    this.#waiting += `${JSON.stringify(event)}\n`;
    if (!this.#pause) this.#flush();
  }

  #flush() {
    clearTimeout(this.#pause);
    this.#pause = undefined;
    if (this.#waiting === '' || this.#response.writableEnded) return;
    if (!this.#response.headersSent) {
      this.#response.writeHead(200, {
        ...SECURITY_HEADERS,
        'Content-Type': 'application/x-ndjson; charset=utf-8',
        'Cache-Control': 'no-store',
      });
    }
    this.#response.write(this.#waiting);
    this.#waiting = '';
    this.#pause = setTimeout(() => this.#flush(), BATCH_MS);
  }

  end() {
    this.#flush();
    clearTimeout(this.#pause);
    endUnlessUnread(this.#response);
  }
}
