import type { Value } from './input.ts';
import type { Reply } from './redis-reply.ts';

const PUSHED = /^[ps]?message$/;
const CONFIRMED = /^[ps]?(un)?subscribe$/;

/** Whether nobody asked for it: a message, an invalidation. */
export function isPush(value: Reply, subscribed: boolean): boolean {
  if (value.type !== 'array' && value.type !== 'push') return false;
  const [first] = value.items;
  const kind = first?.type === 'bulk' ? first.value.head.toString() : '';
  // In RESP3 a subscription is confirmed by a push as well.
  if (value.type === 'push') return !CONFIRMED.test(kind);
  return subscribed && PUSHED.test(kind);
}

/**
 * What a connection subscribes to: each channel is confirmed by a reply of
 * its own, and UNSUBSCRIBE without a name means all of them.
 * https://redis.io/docs/latest/develop/pubsub/
 */
export class Subscriptions {
  #names = new Map<string, Set<string>>();

  /** Whether there ever was one. */
  get any(): boolean {
    return this.#names.size > 0;
  }

  /** How many replies a command will get. */
  replies(name: string, values: Value[], count: number): number {
    const [, kind, isEnd] = /^([PS]?)(UN)?SUBSCRIBE$/.exec(name) ?? [];
    if (kind === undefined) return 1;
    const names = this.#names.get(kind) ?? new Set<string>();
    this.#names.set(kind, names);
    const named = values.slice(1).map(({ head }) => head.toString('latin1'));
    if (isEnd && count === 1) {
      const all = Math.max(1, names.size);
      names.clear();
      return all;
    }
    for (const each of named) {
      if (isEnd) names.delete(each);
      else names.add(each);
    }
    return Math.max(1, count - 1);
  }
}
