import { Refused } from './errors.ts';
import type { Reply } from './replies.ts';

/** A request whose reply has not come. */
interface Call extends PromiseWithResolvers<Reply> {
  expects: RegExp;
  /** When it is given up, on the clock of performance.now(). */
  due: number;
  /** Whether a request with `noreply` was sent before it. */
  afterQuiet: boolean;
}

const ERROR = /^(ERROR|CLIENT_ERROR|SERVER_ERROR)\b/;

/** The calls in flight on a connection, the oldest first. */
export class Calls {
  readonly #calls: Call[] = [];
  readonly #timeout: number;
  readonly #onLate: () => void;
  #timer: NodeJS.Timeout | undefined;
  #quiet = false;

  /** @param timeout milliseconds for each, and then `onLate` */
  constructor(timeout: number, onLate: () => void) {
    this.#timeout = timeout;
    this.#onLate = onLate;
  }

  // #region add
  /** A call for each reply expected; none: `noreply` was sent. */
  add(expects: RegExp[]): Promise<Reply>[] {
    const due = performance.now() + this.#timeout;
    const calls = expects.map((each, i): Call => {
      const afterQuiet = this.#quiet && i === 0;
      const promise = Promise.withResolvers<Reply>();
      return { ...promise, expects: each, due, afterQuiet };
    });
    this.#quiet = calls.length === 0;
    this.#calls.push(...calls);
    if (calls.length > 0) this.#watch(this.#timeout);
    return calls.map(({ promise }) => promise);
  }
  // #endregion add

  // #region settle
  /**
   * Settles the oldest call with the reply that came.
   * @throws {Error} when it is no reply to that one. An error behind a
   * `noreply` may be a reply to either: nothing fits any more.
   */
  settle(reply: Reply) {
    const [call] = this.#calls;
    const refused = ERROR.test(reply.line);
    const fits = refused
      ? call && !call.afterQuiet
      : call?.expects.test(reply.line);
    if (!call || !fits) throw new Error(`not asked for: ${reply.line}`);
    this.#calls.shift();
    if (refused) call.reject(new Refused(reply.line));
    else call.resolve(reply);
  }
  // #endregion settle

  /** Rejects them all. */
  fail(error: Error) {
    clearTimeout(this.#timer);
    for (const { reject } of this.#calls.splice(0)) reject(error);
  }

  // #region watch
  /** One timer for all: the oldest call is due first. */
  #watch(milliseconds: number) {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const oldest = this.#calls[0];
      if (!oldest) return;
      const left = oldest.due - performance.now();
      if (left > 0) this.#watch(left);
      else this.#onLate();
    }, milliseconds);
  }
  // #endregion watch
}
