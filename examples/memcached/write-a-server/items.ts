export interface Item {
  flags: number;
  /** One character for each byte. */
  value: string;
  /** Milliseconds since 1970; `Infinity` for an item that stays. */
  expires: number;
  /** Differs after every change: `gets` tells it, `cas` compares it. */
  unique: bigint;
}

const THIRTY_DAYS = 30 * 24 * 60 * 60;

/** The moment that an exptime means, in milliseconds since 1970. */
export function momentOf(exptime: number): number {
  if (exptime === 0) return Infinity;
  if (exptime < 0) return -Infinity;
  if (exptime > THIRTY_DAYS) return exptime * 1000;
  return Date.now() + exptime * 1000;
}

/** Who asks for an item that has expired gets none. */
export class Items {
  readonly #items = new Map<string, Item & { stored: number }>();
  #unique = 0n;
  #flush = Infinity;

  get(key: string): Item | undefined {
    const item = this.#items.get(key);
    if (!item) return undefined;
    const now = Date.now();
    const flushed = this.#flush <= now && item.stored < this.#flush;
    if (now < item.expires && !flushed) return item;
    this.#items.delete(key);
    return undefined;
  }

  set(key: string, item: Omit<Item, 'unique'>): void {
    this.#unique += 1n;
    const stored = Date.now();
    this.#items.set(key, { ...item, unique: this.#unique, stored });
  }

  delete(key: string): boolean {
    return this.get(key) !== undefined && this.#items.delete(key);
  }

  /** Deletes all items now, or at a moment all that are older. */
  flush(moment: number): void {
    if (moment <= Date.now()) this.#items.clear();
    this.#flush = moment;
  }
}
