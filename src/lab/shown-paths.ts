import { pathToFileURL } from 'node:url';

/** Output on its way to the learner, as it comes in. */
export interface Shown {
  /** What of it can be shown now. */
  add(text: string): string;
  /** What was held back, when no more comes. */
  end(): string;
}

/**
 * Leaves these folders out of the paths in a program's output, so that a
 * stack names `examples/redis/pub-sub/helper.ts:12:3`. A path may come in two
 * pieces, so an end that could be a folder's beginning waits for the next.
 */
export function shownPaths(folders: readonly string[]): Shown {
  const names = folders
    .flatMap((folder) => [`${pathToFileURL(folder).href}/`, `${folder}/`])
    .sort((a, b) => b.length - a.length);
  const longest = names[0]?.length ?? 0;
  let held = '';

  function take(text: string, isLast: boolean): string {
    const all = held + text;
    let shown = '';
    let from = 0;
    let at = 0;
    for (; at < all.length; at++) {
      const short = !isLast && all.length - at < longest;
      if (short && mayBegin(names, all.slice(at))) break;
      const name = names.find((each) => all.startsWith(each, at));
      if (!name) continue;
      shown += all.slice(from, at);
      from = at + name.length;
      at = from - 1;
    }
    held = all.slice(at);
    return shown + all.slice(from, at);
  }
  return { add: (text) => take(text, false), end: () => take('', true) };
}

function mayBegin(names: readonly string[], end: string): boolean {
  return names.some((each) => each.length > end.length && each.startsWith(end));
}
