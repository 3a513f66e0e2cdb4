import type { Lease, Service } from '../services/service.ts';

/** Something that a page has open on the servers of its bench: a console. */
export interface Attached {
  service: Service;
  /** Goes over to the servers of another lease. Never rejects. */
  attach(lease: Lease): Promise<void>;
  /**
   * Lets go of servers that are given back; `why`, where no others follow at
   * once.
   */
  letGo(why?: string): void;
  /** The bench is no more. */
  close(): void;
}

/** What is open on one bench. */
export class Attachments {
  #all = new Set<Attached>();

  /** Returns how to end that. */
  add(what: Attached): () => void {
    this.#all.add(what);
    return () => this.#all.delete(what);
  }

  get any(): boolean {
    return this.#all.size > 0;
  }

  /** How many connections to a service are ours, and not a program's. */
  to(service: Service): number {
    return [...this.#all].filter((each) => each.service === service).length;
  }

  async goOver(lease: Lease): Promise<void> {
    await Promise.all([...this.#all].map((each) => each.attach(lease)));
  }

  letGo(why?: string) {
    for (const each of this.#all) each.letGo(why);
  }

  close() {
    for (const each of this.#all) each.close();
  }
}
