/** How many edits (insert, delete, replace, swap) lead from `a` to `b`. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + same);
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (i > 1 && j > 1 && swapped) best = Math.min(best, before[j - 2]! + 1);
      next.push(best);
    }
    before = row;
    row = next;
  }
  return row[b.length]!;
}

/** Edits to a name as it is, or to the part behind its track. */
function edits(name: string, known: string): number {
  const slug = known.slice(known.indexOf('/') + 1);
  return Math.min(distance(name, known), distance(name, slug));
}

/** The known name that was probably meant, or undefined if none is near. */
export function nearest(
  name: string,
  known: readonly string[],
): string | undefined {
  const within = known.filter((each) => each.split('/').includes(name));
  if (within.length === 1) return within[0];
  const ranked = known
    .map((each) => ({ each, edits: edits(name, each) }))
    .sort((a, b) => a.edits - b.edits);
  const best = ranked[0];
  if (!best || best.edits > Math.max(2, name.length / 3)) return undefined;
  return best.each;
}

/** ` Did you mean "…"?`, or nothing, to end a sentence about a wrong name. */
export function didYouMean(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  return near ? ` Did you mean "${near}"?` : '';
}
