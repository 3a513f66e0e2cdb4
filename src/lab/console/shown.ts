import type { ConsoleEvent } from '../../course/console-event.ts';
import { TOO_MUCH } from './limits.ts';

/**
 * What a console shows in answer to one line: the first of it. The rest is
 * not kept.
 */
export class Shown {
  #send: (event: ConsoleEvent) => void;
  #most: number;
  #left: number;
  /** Called when no more is shown. */
  onFull: (() => void) | undefined;

  constructor(send: (event: ConsoleEvent) => void, most: number) {
    this.#send = send;
    this.#most = most;
    this.#left = most;
  }

  /** A new line was typed. */
  begin() {
    this.#left = this.#most;
  }

  get full(): boolean {
    return this.#left <= 0;
  }

  /** Characters that may still be shown. */
  get left(): number {
    return this.#left;
  }

  text(text: string, stream = false) {
    if (this.full || text === '') return;
    const part = text.slice(0, this.#left);
    this.#left -= part.length;
    this.#send({
      event: 'text',
      text: part,
      ...(stream && { stream: true }),
    });
    if (!this.full) return;
    this.note(TOO_MUCH);
    this.onFull?.();
  }

  note(text: string) {
    this.#send({ event: 'note', text });
  }
}
