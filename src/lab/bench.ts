import type { Example } from '../course/example.ts';
import type { ServerState } from '../course/server-state.ts';
import { UserError } from '../course/user-error.ts';
import type { Lease, Provider } from '../services/service.ts';
import { Attachments } from './attached.ts';
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
  /** The same, once it is there. */
  #held: Lease | undefined;
  /** Its servers are changed by one after the other. */
  #changes: Promise<unknown> = Promise.resolve();
  /** On these a run goes on: it gives them back itself. */
  #running = new Set<Lease>();
  /** What a reset took away. */
  #before: Lease | undefined;
  /** What is open on its servers. */
  readonly attached = new Attachments();
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
    const taken = this.#services.lease(this.example.uses, this.example);
    this.#lease = taken;
    taken.then(
      (lease) => {
        if (this.#lease === taken) this.#held = lease;
      },
      () => {
        if (this.#lease === taken) this.#have(undefined);
      },
    );
    return taken;
  }

  #have(lease: Lease | undefined) {
    this.#held = lease;
    this.#lease = lease && Promise.resolve(lease);
  }

  #inTurn<T>(change: () => Promise<T>): Promise<T> {
    const done = this.#changes.then(change);
    this.#changes = done.catch(() => {});
    return done;
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
  begin(lease: Lease): Promise<void> {
    this.#running.add(lease);
    return this.#inTurn(async () => {
      this.usedAt = performance.now();
      const other = this.#lease;
      this.#have(lease);
      // A console may have asked for servers since the last ones went.
      void this.#giveBack(other);
      await this.attached.goOver(lease);
    });
  }

  /** Ends a run; what it left on its lease can be looked at from now on. */
  async end(lease: Lease): Promise<void> {
    this.usedAt = performance.now();
    this.#running.delete(lease);
    if (this.#closed || this.#held !== lease) await lease.release();
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
  reset(): Promise<boolean> {
    return this.#inTurn(async () => {
      this.#noRun();
      const old = await this.#lease;
      await this.#looked();
      await this.#before?.release();
      this.#before = undefined;
      this.attached.letGo();
      if (old && !old.wanted) this.#before = old;
      else await old?.release();
      this.#have(undefined);
      await this.attached.goOver(await this.lease());
      return this.#before !== undefined;
    });
  }

  /** @throws {UserError} when there is nothing to undo. */
  undo(): Promise<void> {
    return this.#inTurn(async () => {
      this.#noRun();
      const before = this.#before;
      if (!before) throw new UserError('There is no reset to undo any more.');
      const fresh = await this.#lease;
      await this.#looked();
      this.#before = undefined;
      this.#have(before);
      await this.attached.goOver(before);
      await fresh?.release();
    });
  }

  #noRun(message = 'A run goes on. Stop it, then reset its servers.') {
    if (this.#running.size > 0) throw new UserError(message);
  }

  async #looked(): Promise<void> {
    await Promise.allSettled([...this.#looks]);
  }

  /** Gives its servers to another run, where they are lent to one at a time. */
  async yieldServers(): Promise<void> {
    if (this.#held?.wanted) await this.drop(WANTED);
  }

  /** Gives back what it has, but for what a run still needs. */
  async drop(why?: string): Promise<void> {
    const [before, lease] = await this.#inTurn(async () => {
      if (this.#running.size === 0) this.attached.letGo(why);
      const had = [this.#before, this.#lease] as const;
      this.#before = undefined;
      this.#have(undefined);
      return had;
    });
    await Promise.all([before?.release(), this.#giveBack(lease)]);
  }

  /** Nobody is at it any more: what comes back from a run is not kept. */
  async close(): Promise<void> {
    this.#closed = true;
    this.attached.close();
    await this.drop();
  }

  /** True while something is open on it, or a run goes on. */
  get busy(): boolean {
    return this.#running.size > 0 || this.attached.any;
  }

  /**
   * Another run, perhaps of another process, waits for its servers, and
   * nobody was at this bench for a moment.
   */
  wanted(): boolean {
    if (this.#running.size > 0) return false;
    if (performance.now() - this.usedAt < IN_USE_MS) return false;
    return this.#held?.wanted?.() ?? false;
  }
}
