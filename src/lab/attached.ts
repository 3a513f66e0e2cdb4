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
