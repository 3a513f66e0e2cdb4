// Fails: hands out what is falsy too
// Asks whether the item is true, and takes 0 for an empty queue.
export function openQueue<Item>(capacity: number) {
  const items: Item[] = [];
  const putters: { item: Item; settle: (error?: Error) => void }[] = [];
  const getters: ((item: Item | undefined) => void)[] = [];
  let closed = false;
  return {
    async put(item: Item) {
      if (closed) throw new Error('closed');
      const getter = getters.shift();
      if (getter) getter(item);
      else if (items.length < capacity) items.push(item);
      else
        await new Promise<void>((resolve, reject) =>
          putters.push({
            item,
            settle: (error) => (error ? reject(error) : resolve()),
          }),
        );
    },
    async get() {
      const item = items.shift();
      if (!item && !closed)
        return new Promise<Item | undefined>((take) =>
          getters.push(take),
        );
      const next = putters.shift();
      if (next) {
        items.push(next.item);
        next.settle();
      }
      return item;
    },
    close() {
      closed = true;
      for (const take of getters.splice(0)) take(undefined);
      for (const { settle } of putters.splice(0))
        settle(new Error('closed'));
    },
  };
}
