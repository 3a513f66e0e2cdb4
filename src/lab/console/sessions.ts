import { MOST_CONSOLES } from './limits.ts';
import type { Session } from './session.ts';

const REPLACED = 'It was opened again in this page.';
const TOO_MANY = `${MOST_CONSOLES} consoles may be open at a time, and another one was opened; the next line opens this one again.`;

/** The consoles that are open, by page, example and service. */
export class Sessions {
  /** Those used last come last. */
  #sessions = new Map<string, Session>();

  /** Keeps one that begins; it takes the place of the same, or of the oldest. */
  keep(key: string, session: Session) {
    this.#sessions.get(key)?.close(REPLACED);
    this.#sessions.set(key, session);
    void session.ended.then(() => {
      if (this.#sessions.get(key) === session) this.#sessions.delete(key);
    });
    for (const [other, each] of this.#sessions) {
      if (this.#sessions.size <= MOST_CONSOLES) break;
      this.#sessions.delete(other);
      each.close(TOO_MANY);
    }
  }

  get(key: string): Session | undefined {
    const session = this.#sessions.get(key);
    if (!session) return undefined;
    this.#sessions.delete(key);
    this.#sessions.set(key, session);
    return session;
  }
}
