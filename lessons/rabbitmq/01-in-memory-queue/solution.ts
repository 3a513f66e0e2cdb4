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

/** A put that waits for room. */
interface Putter<Item> {
  item: Item;
  enter: () => void;
  refuse: (error: Error) => void;
}

/** Opens a queue with room for so many items. */
export function openQueue<Item>(capacity: number): BoundedQueue<Item> {
  const items: Item[] = [];
  const putters: Putter<Item>[] = [];
  const getters: ((item: Item | undefined) => void)[] = [];
  let closed = false;

  async function put(item: Item) {
    if (closed) throw new Error('The queue is closed.');
    const getter = getters.shift();
    if (getter) return getter(item);
    if (items.length < capacity) {
      items.push(item);
      return;
    }
    await new Promise<void>((enter, refuse) => {
      putters.push({ item, enter, refuse });
    });
  }

  async function get() {
    if (items.length === 0) {
      if (closed) return undefined;
      return new Promise<Item | undefined>((take) =>
        getters.push(take),
      );
    }
    const item = items.shift();
    // The place that is free now belongs to whoever has waited longest.
    const putter = putters.shift();
    if (putter) {
      items.push(putter.item);
      putter.enter();
    }
    return item;
  }

  function close() {
    closed = true;
    for (const take of getters.splice(0)) take(undefined);
    for (const { refuse } of putters.splice(0))
      refuse(new Error('The queue was closed before there was room.'));
  }

  return { put, get, close };
}
