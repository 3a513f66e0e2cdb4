/** A queue in memory that never has more than its capacity inside. */
export interface BoundedQueue<Item> {
  /**
   * Resolves when the item is in the queue. While the queue is full it
   * waits, in line behind the puts that came before it.
   * Rejects when the queue is closed, also if it is waiting then.
   */
  put(item: Item): Promise<void>;
  /**
   * Resolves to the oldest item. While the queue is empty it waits, in
   * line behind the gets that came before it.
   * Resolves to undefined when the queue is closed and empty.
   */
  get(): Promise<Item | undefined>;
  /**
   * Takes no more items. What is inside is still handed out. May be
   * called again, which changes nothing.
   */
  close(): void;
}

/** Opens a queue with room for so many items. */
export function openQueue<Item>(capacity: number): BoundedQueue<Item> {
  throw new Error(
    `Begin here: keep up to ${capacity} items in an array, and return ` +
      `{ put, get, close }. Let put and get wait on promises of their own.`,
  );
}
