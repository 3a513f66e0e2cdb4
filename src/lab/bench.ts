import type { Example } from '../course/example.ts';
import type { ServerState } from '../course/server-state.ts';
import { UserError } from '../course/user-error.ts';
import type { Lease, Provider, Service } from '../services/service.ts';
import type { Attached } from './attached.ts';
import type { Faults } from './faults.ts';

/** Milliseconds for which a bench keeps what others wait for. */
const IN_USE_MS = 5000;
/** Why a bench has lost its servers. */
const WANTED = 'Another run has waited for these servers: they are its now.';

/**
 * The lab's side of a bench on a page: the lease on which its last run was, or
 * is, and what is open on it. The next run has a lease of its own; this one
 * is given back then.
 */
export class Bench {
  readonly example: Example;
  /** By `performance.now()`. */
  usedAt = performance.now();
  /** Of the run that goes on. */
  faults: Faults | undefined;
  #services: Pick<Provider, 'lease'>;
  #lease: Promise<Lease> | undefined;
  /** On these a run goes on: it gives them back itself. */
  #running = new Set<Lease>();
  /** What a reset took away. */
  #before: Lease | undefined;
  #attached = new Set<Attached>();
  /** Looks that are under way: a lease is given back after them. */
  #looks = new Set<Promise<unknown>>();
  #closed = false;

  constructor(services: Pick<Provider, 'lease'>, example: Example) {
    this.#services = services;
    this.example = example;
  }

  /** The servers of this bench: of its run, or fresh ones. */
  lease(): Promise<Lease> {
    this.usedAt = performance.now();
    if (this.#lease) return this.#lease;
    if (this.#closed) {
      return Promise.reject(new UserError('This page was left.'));
    }
    const taken = this.#services.lease(this.example.uses);
    this.#lease = taken;
    taken.catch(() => {
      if (this.#lease === taken) this.#lease = undefined;
    });
    return taken;
  }

  /**
   * What its servers hold; nothing where it has none.
   * @throws {UserError} while a run goes on: its programs would see the look.
   */
  async look(): Promise<ServerState[]> {
    this.#noRun('A run goes on. Look when it has ended.');
    this.usedAt = performance.now();
    const lease = await this.#lease;
    if (!lease) return [];
    const look = lease.look().finally(() => this.#looks.delete(look));
    this.#looks.add(look);
    return look;
  }

  /** Begins a run, on the lease that it was given. */
  async begin(lease: Lease): Promise<void> {
    this.usedAt = performance.now();
    const other = this.#lease;
    this.#running.add(lease);
    this.#lease = Promise.resolve(lease);
    // A console may have asked for servers since the last ones went.
    void this.#giveBack(other);
    await this.#attachAll(lease);
  }

  /** Ends a run; what it left on its lease can be looked at from now on. */
  async end(lease: Lease): Promise<void> {
    this.usedAt = performance.now();
    this.#running.delete(lease);
    if (this.#closed || (await this.#lease) !== lease) await lease.release();
  }

  /** Releases a lease, but for one on which a run goes on. */
  async #giveBack(taken: Promise<Lease> | undefined): Promise<void> {
    const lease = await taken?.catch(() => undefined);
    await this.#looked();
    if (lease && !this.#running.has(lease)) await lease.release();
  }

  /**
   * Fresh servers in the place of these, which come back by `undo`, unless
   * they are lent to one bench at a time.
   * @returns whether that can be undone
   */
  async reset(): Promise<boolean> {
    this.#noRun();
    const old = await this.#lease;
    await this.#looked();
    await this.#before?.release();
    this.#before = undefined;
    this.#letGo();
    if (old && !old.wanted) this.#before = old;
    else await old?.release();
    this.#lease = undefined;
    await this.#attachAll(await this.lease());
    return this.#before !== undefined;
  }

  /** @throws {UserError} when there is nothing to undo. */
  async undo(): Promise<void> {
    this.#noRun();
    const before = this.#before;
    if (!before) throw new UserError('There is no reset to undo any more.');
    const fresh = await this.#lease;
    await this.#looked();
    this.#before = undefined;
    this.#lease = Promise.resolve(before);
    await this.#attachAll(before);
    await fresh?.release();
  }

  #noRun(message = 'A run goes on. Stop it, then reset its servers.') {
    if (this.#running.size > 0) throw new UserError(message);
  }

  async #looked(): Promise<void> {
    await Promise.allSettled([...this.#looks]);
  }

  /** Gives its servers to another run, where they are lent to one at a time. */
  async yieldServers(): Promise<void> {
    const lease = await this.#lease?.catch(() => undefined);
    if (lease?.wanted) await this.drop(WANTED);
  }

  /** Gives back what it has, but for what a run still needs. */
  async drop(why?: string): Promise<void> {
    if (this.#running.size === 0) this.#letGo(why);
    const [before, lease] = [this.#before, this.#lease];
    this.#before = undefined;
    this.#lease = undefined;
    await Promise.all([before?.release(), this.#giveBack(lease)]);
  }

  /** Nobody is at it any more: what comes back from a run is not kept. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const each of this.#attached) each.close();
    await this.drop();
  }

  /** Keeps something on the servers of this bench; returns how to end that. */
  attach(what: Attached): () => void {
    this.#attached.add(what);
    return () => this.#attached.delete(what);
  }

  /** How many connections to a service are ours, and not a program's. */
  attachedTo(service: Service): number {
    return [...this.#attached].filter((each) => each.service === service)
      .length;
  }

  #letGo(why?: string) {
    for (const each of this.#attached) each.letGo(why);
  }

  async #attachAll(lease: Lease): Promise<void> {
    await Promise.all([...this.#attached].map((each) => each.attach(lease)));
  }

  /** True while something is open on it, or a run goes on. */
  get busy(): boolean {
    return this.#running.size > 0 || this.#attached.size > 0;
  }

  /**
   * Another run, perhaps of another process, waits for its servers, and
   * nobody was at this bench for a moment.
   */
  async wanted(): Promise<boolean> {
    if (this.#running.size > 0) return false;
    if (performance.now() - this.usedAt < IN_USE_MS) return false;
    const lease = await this.#lease?.catch(() => undefined);
    return lease?.wanted?.() ?? false;
  }
}
