import { UserError } from '../course/user-error.ts';

/** Runs that may wait; who sends more has a loop that asks for runs. */
const MOST_WAITING = 64;

interface Waiting {
  begin(): void;
  /** Told how many begin before it, each time that changes. */
  ahead(count: number): void;
  told?: number;
}

/**
 * Lets so many work at once; the others wait. The clients take turns, each
 * its own in the order in which they came: one that asks for thirty does not
 * keep another from its one.
 */
export class Turns {
  #free: number;
  /** Who waits, by client, the client whose turn is next first. */
  #waiting = new Map<string, Waiting[]>();

  constructor(atOnce: number) {
    this.#free = atOnce;
  }

  /**
   * Does the work as soon as it is its turn; not at all if `signal` is
   * aborted before that. `ahead` is told a place in the queue, if it waits.
   * @throws {UserError} when too many wait already.
   */
  async take(
    turn: {
      client: string;
      signal: AbortSignal;
      ahead(count: number): void;
    },
    work: () => Promise<void>,
  ): Promise<void> {
    if (turn.signal.aborted) return;
    if (this.#free > 0) this.#free--;
    else if (!(await this.#wait(turn))) return;
    try {
      await work();
    } finally {
      this.#free++;
      this.#next();
    }
  }

  /** Resolves to whether its turn came before it was aborted. */
  #wait({ client, signal, ahead }: Parameters<Turns['take']>[0]) {
    const count = [...this.#waiting.values()].flat().length;
    if (count >= MOST_WAITING) {
      throw new UserError(
        `The lab is busy: ${count} runs are waiting. Close the tabs that you do not need, then try again.`,
      );
    }
    return new Promise<boolean>((resolve) => {
      const left = () => {
        this.#remove(client, waiting);
        this.#tell();
        resolve(false);
      };
      const begin = () => {
        signal.removeEventListener('abort', left);
        resolve(true);
      };
      const waiting: Waiting = { begin, ahead };
      signal.addEventListener('abort', left, { once: true });
      this.#waiting.set(client, [
        ...(this.#waiting.get(client) ?? []),
        waiting,
      ]);
      this.#tell();
    });
  }

  #next() {
    const [first] = this.#waiting;
    if (!first) return;
    const [client, [next, ...others]] = first;
    this.#waiting.delete(client);
    if (others.length > 0) this.#waiting.set(client, others);
    this.#free--;
    next!.begin();
    this.#tell();
  }

  #remove(client: string, gone: Waiting) {
    const others = (this.#waiting.get(client) ?? []).filter(
      (each) => each !== gone,
    );
    if (others.length > 0) this.#waiting.set(client, others);
    else this.#waiting.delete(client);
  }

  /** Tells each its place, where it has changed. */
  #tell() {
    const queues = [...this.#waiting.values()];
    const rounds = Math.max(0, ...queues.map(({ length }) => length));
    let ahead = 0;
    for (let round = 0; round < rounds; round++) {
      for (const queue of queues) {
        const waiting = queue[round];
        if (!waiting) continue;
        if (waiting.told !== ahead) waiting.ahead((waiting.told = ahead));
        ahead++;
      }
    }
  }
}
