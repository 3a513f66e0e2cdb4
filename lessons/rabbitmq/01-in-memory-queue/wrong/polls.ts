// Fails: lets the eleventh put wait until there is room
// Looks every five milliseconds: it works, late and never idle.
import { setTimeout as sleep } from 'node:timers/promises';

export function openQueue<Item>(capacity: number) {
  const items: Item[] = [];
  let closed = false;
  return {
    async put(item: Item) {
      while (items.length >= capacity && !closed) await sleep(5);
      if (closed) throw new Error('closed');
      items.push(item);
    },
    async get() {
      while (items.length === 0 && !closed) await sleep(5);
      return items.shift();
    },
    close() {
      closed = true;
    },
  };
}
