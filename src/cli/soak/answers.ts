import type { Tally } from './tally.ts';

/** What is known of one answer. */
interface Known {
  /** The last text of which the lab has said that it is saved. */
  acknowledged: string;
  version: string | undefined;
  /** Texts that were sent since, and of which nothing was heard. */
  unheard: string[];
  /** It was reset, and nothing was heard of that being undone. */
  reset?: boolean;
}

/** The ledger of all answers that were sent to a lab. */
export class Answers {
  #known = new Map<string, Known>();
  #turns = new Map<string, Promise<unknown>>();
  #tally: Tally;

  constructor(tally: Tally) {
    this.#tally = tally;
  }

  /** The lessons that have an answer which was acknowledged. */
  lessons(): string[] {
    return [...this.#known.keys()];
  }

  /** One after the other for one lesson: else nobody knows which is the last. */
  inTurn(lesson: string, work: () => Promise<void>): Promise<void> {
    const done = (this.#turns.get(lesson) ?? Promise.resolve()).then(work);
    this.#turns.set(
      lesson,
      done.catch(() => {}),
    );
    return done;
  }

  sent(lesson: string, text: string) {
    this.#known.get(lesson)?.unheard.push(text);
  }

  /** It is to be reset: until that is undone, the stub may be there. */
  resets(lesson: string) {
    const known = this.#known.get(lesson);
    if (known) known.reset = true;
  }

  mayBeReset(lesson: string): boolean {
    return this.#known.get(lesson)?.reset ?? false;
  }

  acknowledged(lesson: string, text: string, version: string | undefined) {
    this.#tally.count('acknowledged');
    this.#known.set(lesson, { acknowledged: text, version, unheard: [] });
  }

  versionOf(lesson: string): string | undefined {
    return this.#known.get(lesson)?.version;
  }

  lastOf(lesson: string): string | undefined {
    return this.#known.get(lesson)?.acknowledged;
  }

  /**
   * Compares what is there with what must be: the last that was acknowledged,
   * or one that was sent later. What is found is the last one from now on.
   */
  found(lesson: string, text: string | undefined, version?: string): boolean {
    const known = this.#known.get(lesson);
    if (!known) return true;
    const may = [known.acknowledged, ...known.unheard];
    const holds = text !== undefined && may.includes(text);
    if (!holds) {
      this.#tally.count('lost');
      this.#tally.problem(
        `the answer to ${lesson} is not the one that was saved: it has ${text?.length ?? 'no'} characters, and ${known.acknowledged.length} were acknowledged.`,
      );
    }
    this.#known.set(lesson, {
      acknowledged: text ?? known.acknowledged,
      version,
      unheard: [],
    });
    return holds;
  }
}
