// Fails: gives the free place to the put that has waited longest
// Wakes all who wait to look again: a newcomer can be quicker than they.
export function openQueue<Item>(capacity: number) {
  const items: Item[] = [];
  let closed = false;
  let change = Promise.withResolvers<void>();
  const changed = () => {
    change.resolve();
    change = Promise.withResolvers<void>();
  };
  return {
    async put(item: Item) {
      while (items.length >= capacity && !closed) await change.promise;
      if (closed) throw new Error('closed');
      items.push(item);
      changed();
    },
    async get() {
      while (items.length === 0 && !closed) await change.promise;
      const item = items.shift();
      changed();
      return item;
    },
    close() {
      closed = true;
      changed();
    },
  };
}
