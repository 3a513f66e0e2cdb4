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
  const pattern = new RegExp(names.map(escaped).join('|'), 'g');
  const longest = names[0]?.length ?? 0;
  let held = '';

  return {
    add(text) {
      const all = held + text;
      let cut = Math.max(0, all.length - longest + 1);
      while (
        cut < all.length &&
        !names.some((n) => n.startsWith(all.slice(cut)))
      )
        cut++;
      held = all.slice(cut);
      return all.slice(0, cut).replace(pattern, '');
    },
    end() {
      const last = held.replace(pattern, '');
      held = '';
      return last;
    },
  };
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
