// Fails: lets the eleventh put wait until there is room
// Takes an array for a queue: the capacity is known, and never asked.
export function openQueue<Item>(_capacity: number) {
  const items: Item[] = [];
  const getters: ((item: Item | undefined) => void)[] = [];
  let closed = false;
  return {
    async put(item: Item) {
      if (closed) throw new Error('closed');
      const getter = getters.shift();
      if (getter) getter(item);
      else items.push(item);
    },
    async get() {
      if (items.length > 0 || closed) return items.shift();
      return new Promise<Item | undefined>((take) =>
        getters.push(take),
      );
    },
    close() {
      closed = true;
      for (const take of getters.splice(0)) take(undefined);
    },
  };
}
