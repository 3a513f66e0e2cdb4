import type { RunEvent } from './event.ts';

/** Text of a run with what differs from lease to lease renamed. */
export function rename(text: string, aliases: Record<string, string>): string {
  return Object.entries(aliases)
    .sort(([a], [b]) => b.length - a.length)
    .reduce((result, [value, alias]) => result.replaceAll(value, alias), text);
}

/** An event in which what it holds of a lease is renamed. */
export function renameIn(
  event: RunEvent,
  aliases: Record<string, string>,
): RunEvent {
  if ('text' in event) return { ...event, text: rename(event.text, aliases) };
  if (event.event === 'state') {
    return { ...event, state: inAll(event.state, aliases) };
  }
  if (!('left' in event)) return event;
  const left = event.left.map((each) => ({
    ...each,
    names: inAll(each.names, aliases),
  }));
  return { ...event, left };
}

/** Every text in lists and objects of lists. */
function inAll<T>(value: T, aliases: Record<string, string>): T {
  if (typeof value === 'string') return rename(value, aliases) as T;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value))
    return value.map((each) => inAll(each, aliases)) as T;
  const entries = Object.entries(value).map(([name, each]) => [
    name,
    inAll<unknown>(each, aliases),
  ]);
  return Object.fromEntries(entries) as T;
}
