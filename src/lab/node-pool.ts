import { startNode, type NodeProcess } from './node-process.ts';

/** Waiting processes at most; each has 40 to 60 MB. */
const MOST = 5;
/** Milliseconds after a run has taken one until others are started. */
const REFILL_MS = 250;

/** A waiting process, and what it has loaded. */
interface Waiting {
  libraries: readonly string[];
  node: NodeProcess;
}

/**
 * Processes that have loaded Node and the libraries of an example, each for
 * one program. Those of the latest examples are kept.
 */
export class NodePool {
  #wanted: (readonly string[])[] = [];
  #waiting: Waiting[] = [];
  #starting = false;
  #refill: NodeJS.Timeout | undefined;
  #closed = false;

  /** Has processes ready for so many programs with these libraries. */
  expect(libraries: readonly string[], programs: number) {
    const others = this.#wanted.filter((each) => !same(each, libraries));
    const these = Array.from({ length: programs }, () => libraries);
    this.#wanted = [...these, ...others].slice(0, MOST);
    this.#fillLater();
  }

  /**
   * A process that has loaded some of these libraries and no others; for a
   * program that imports them it is as if it had just been started.
   */
  take(libraries: readonly string[]): NodeProcess {
    const [best] = this.#waiting
      .filter((each) => each.libraries.every((one) => libraries.includes(one)))
      .sort((a, b) => b.libraries.length - a.libraries.length);
    if (!best) return startNode();
    this.#remove(best);
    best.node.hold(true);
    this.#fillLater();
    return best.node;
  }

  /** Ends what waits; resolves when it is gone. Runs end by themselves. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#refill);
    const last = this.#waiting.splice(0);
    for (const { node } of last) {
      node.hold(true);
      node.child.kill('SIGKILL');
    }
    await Promise.all(last.map(({ node }) => node.closed));
  }

  /** Not at once: the run that has begun needs the processors now. */
  #fillLater() {
    clearTimeout(this.#refill);
    this.#refill = setTimeout(() => void this.#fill(), REFILL_MS).unref();
  }

  /** Starts what is wanted and not there, one after the other. */
  async #fill() {
    if (this.#starting) return;
    this.#starting = true;
    try {
      for (;;) {
        const libraries = this.#missing();
        if (this.#closed || !libraries) break;
        await this.#start(libraries);
      }
    } catch {
      this.#wanted = []; // no room; a run starts its own and says what it met
    } finally {
      this.#starting = false;
    }
  }

  /** Ends what is no longer wanted; then the first that is not there. */
  #missing(): readonly string[] | undefined {
    const there = [...this.#waiting];
    const missing = this.#wanted.filter((libraries) => {
      const found = there.findIndex((each) => same(each.libraries, libraries));
      if (found >= 0) there.splice(found, 1);
      return found < 0;
    });
    for (const each of there) {
      this.#remove(each);
      each.node.child.kill('SIGKILL');
    }
    return missing[0];
  }

  async #start(libraries: readonly string[]) {
    const node = startNode(libraries);
    const waiting = { libraries, node };
    node.hold(false);
    this.#waiting.push(waiting);
    const died = node.closed.then(() => {
      // What dies by itself would only do so again.
      if (this.#remove(waiting))
        this.#wanted = this.#wanted.filter((each) => each !== libraries);
    });
    await Promise.race([node.ready, died]);
  }

  /** False when it had been removed before. */
  #remove(waiting: Waiting): boolean {
    const index = this.#waiting.indexOf(waiting);
    if (index >= 0) this.#waiting.splice(index, 1);
    return index >= 0;
  }
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.join() === b.join();
}
