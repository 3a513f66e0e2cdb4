import { loadExample, type Example } from '../course/example.ts';
import type { Provider } from '../services/service.ts';
import { Bench } from './bench.ts';

/** Benches that may have servers at a time. */
const MOST = 12;
/** Milliseconds for which they are kept while nobody uses them. */
const KEPT_MS = 15 * 60 * 1000;
/** Milliseconds after which it is seen that others wait for them. */
const LOOK_MS = 200;

/** The benches of all pages that are open. */
export class Benches {
  #services: Pick<Provider, 'lease'>;
  #root: string | undefined;
  #benches = new Map<string, Bench>();
  #dropping = new Set<Promise<void>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(services: Pick<Provider, 'lease'>, root?: string) {
    this.#services = services;
    this.#root = root;
  }

  /** The bench of an example on a page. */
  of(client: string, example: Example): Bench {
    const key = JSON.stringify([client, example.name]);
    const known = this.#benches.get(key);
    // Those used last come last.
    this.#benches.delete(key);
    const bench = known ?? new Bench(this.#services, example);
    bench.usedAt = performance.now();
    this.#benches.set(key, bench);
    this.#timer ??= setInterval(() => this.#look(), LOOK_MS).unref();
    for (const [other, each] of this.#benches) {
      if (this.#benches.size <= MOST) break;
      if (each !== bench && !each.busy) this.#remove(other, each);
    }
    return bench;
  }

  /**
   * The same by the name that a page sent.
   * @throws {CourseError} when there is no such example.
   */
  named(client: string, name: unknown): Bench {
    const text = typeof name === 'string' ? name.slice(0, 100) : '';
    return this.of(client, loadExample(text, this.#root));
  }

  /**
   * The other benches of a page give up, at once, what only one can have: it
   * is the same reader who runs something now.
   */
  async yieldTo(bench: Bench | undefined, client: string): Promise<void> {
    const others = this.#of(client).filter(([, each]) => each !== bench);
    await Promise.all(others.map(([, each]) => each.yieldServers()));
  }

  #of(client: string): [string, Bench][] {
    return [...this.#benches].filter(
      ([key]) => (JSON.parse(key) as string[])[0] === client,
    );
  }

  /** A page was closed: its servers are given back. */
  leave(client: string): void {
    for (const [key, bench] of this.#of(client)) this.#remove(key, bench);
  }

  #remove(key: string, bench: Bench) {
    this.#benches.delete(key);
    this.#drop(bench.close());
  }

  #drop(work: Promise<void>) {
    const done = work
      .catch((error: unknown) => console.error(error))
      .finally(() => this.#dropping.delete(done));
    this.#dropping.add(done);
  }

  #look() {
    const now = performance.now();
    for (const [key, bench] of this.#benches) {
      const old = !bench.busy && now - bench.usedAt > KEPT_MS;
      if (old) this.#remove(key, bench);
      else if (bench.wanted()) this.#drop(bench.yieldServers());
    }
  }

  /** Gives all back; resolves when that is done. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    for (const [key, bench] of this.#benches) this.#remove(key, bench);
    while (this.#dropping.size > 0) await Promise.all(this.#dropping);
  }
}
