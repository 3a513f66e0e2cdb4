// Fails: hands out what is inside after close
// Takes closed for empty: what was accepted is thrown away.
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
      if (items.length === 0 && !closed)
        return new Promise<Item | undefined>((take) =>
          getters.push(take),
        );
      const item = items.shift();
      const next = putters.shift();
      if (next) {
        items.push(next.item);
        next.settle();
      }
      return item;
    },
    close() {
      closed = true;
      items.length = 0;
      for (const take of getters.splice(0)) take(undefined);
      for (const { settle } of putters.splice(0))
        settle(new Error('closed'));
    },
  };
}
