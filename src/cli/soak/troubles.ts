/** What may be amiss with all of a lab, while a blow falls. */
export type Trouble = 'lab' | 'servers' | 'disk' | 'processes';

/** Milliseconds after a trouble in which it may still be felt. */
const AFTER_MS = 3000;

interface Span {
  what: Trouble;
  from: number;
  to: number;
  over: Promise<void>;
}

/**
 * Which troubles there were, and when: what fails in one is no failure, and
 * everything else is.
 */
export class Troubles {
  #spans: Span[] = [];

  /** Does what makes a trouble, and what mends it again. */
  async during<T>(what: Trouble, work: () => Promise<T>): Promise<T> {
    const { promise: over, resolve } = Promise.withResolvers<void>();
    const span = { what, from: performance.now(), to: Infinity, over };
    this.#spans.push(span);
    try {
      return await work();
    } finally {
      span.to = performance.now() + AFTER_MS;
      resolve();
    }
  }

  /** Whether there was one of these at some time since then. */
  since(began: number, ...kinds: Trouble[]): boolean {
    return this.#spans.some(
      ({ what, to }) => kinds.includes(what) && to > began,
    );
  }

  /** Resolves when such a trouble is over. */
  async over(what: Trouble): Promise<void> {
    for (;;) {
      const going = this.#spans.find(
        (each) => each.what === what && each.to === Infinity,
      );
      if (!going) return;
      await going.over;
    }
  }
}
