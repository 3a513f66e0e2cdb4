import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { abandon, forget, note } from './lease-notes.ts';
import { tryLock } from './lock.ts';
import { ownIdentity } from './process-identity.ts';
import type { Service } from './service.ts';
import { makeSpare, spares } from './slices/spare-database.ts';

/** Spare databases at most; each has 7.5 MB on the disk. */
const MOST = 3;
/** Milliseconds after a lease was given until others are made. */
const REFILL_MS = 1000;

/**
 * Databases made in advance, each for one lease: to make one takes longer
 * than a run may. They are kept on the server, for every process that takes
 * a lease of it; only one that asks for that (the lab) makes them.
 */
export class SpareDatabases {
  #root: string;
  #address: () => string | undefined;
  #keepers = 0;
  #refill: NodeJS.Timeout | undefined;
  #filling: Promise<void> | undefined;

  /** @param address the administrator's; undefined while there is none */
  constructor(root: string, address: () => string | undefined) {
    this.#root = root;
    this.#address = address;
  }

  /**
   * Keeps some ready from now on. What comes back ends that, and resolves
   * when none is being made; those that there are stay.
   */
  keep(): () => Promise<void> {
    let kept = true;
    this.#keepers++;
    this.#fillLater();
    return async () => {
      if (kept) this.#keepers--;
      kept = false;
      if (this.#keepers > 0) return;
      clearTimeout(this.#refill);
      this.#refill = undefined;
      await this.#filling;
    };
  }

  /** To be told of each lease that is given. */
  given(services: readonly Service[]): void {
    if (services.includes('postgres')) this.#fillLater();
  }

  /** Not at once: the run that has begun needs the processors now. */
  #fillLater() {
    if (this.#keepers === 0) return;
    this.#refill ??= setTimeout(() => {
      this.#refill = undefined;
      this.#filling ??= this.#fill().finally(() => (this.#filling = undefined));
    }, REFILL_MS).unref();
  }

  /** Makes what is missing, one after the other; never rejects. */
  async #fill(): Promise<void> {
    let release: (() => void) | undefined;
    try {
      const address = this.#address();
      if (!address) return; // no server
      release = tryLock(join(this.#root, 'spares.lock'));
      if (!release) return; // another process is at it
      while (this.#keepers > 0 && (await spares(address)).length < MOST) {
        await this.#make(address);
      }
    } catch {
      // The server stops, or has no room: a lease makes its own, and says
      // what it met.
    } finally {
      release?.();
    }
  }

  /** Written down while it is made, as a lease is: see takeLease. */
  async #make(address: string): Promise<void> {
    const id = `lease_${randomBytes(5).toString('hex')}`;
    const services: Service[] = ['postgres'];
    try {
      note(this.#root, { id, owner: ownIdentity(), services });
      await makeSpare(address, id);
      forget(this.#root, id);
    } catch (error) {
      abandon(this.#root, id, services);
      throw error;
    }
  }
}
