// Fails: serves three waiting gets in the order they came
// One variable for who waits: the next to wait takes the place of the first.
export function openQueue<Item>(capacity: number) {
  const items: Item[] = [];
  const putters: (() => void)[] = [];
  let waiting: ((item: Item | undefined) => void) | undefined;
  let closed = false;
  return {
    async put(item: Item) {
      if (closed) throw new Error('closed');
      if (waiting) {
        waiting(item);
        waiting = undefined;
      } else if (items.length < capacity) items.push(item);
      else
        await new Promise<void>((resolve, reject) =>
          putters.push(() => {
            if (closed) return reject(new Error('closed'));
            items.push(item);
            resolve();
          }),
        );
    },
    async get() {
      if (items.length === 0 && !closed)
        return new Promise<Item | undefined>(
          (take) => (waiting = take),
        );
      const item = items.shift();
      putters.shift()?.();
      return item;
    },
    close() {
      closed = true;
      waiting?.(undefined);
      for (const refuse of putters.splice(0)) refuse();
    },
  };
}
