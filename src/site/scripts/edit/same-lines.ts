/**
 * Which line of one text is which line of another: the number in `b` of each
 * line of `a` that is still there (both counted from 1). A longest common
 * subsequence, as `diff` finds it; programs here have at most 100 lines.
 */
export function sameLines(a: string, b: string): Map<number, number> {
  const [left, right] = [a.split('\n'), b.split('\n')];
  // longest[i][j]: how many lines agree from line i and line j on.
  const longest = Array.from(
    { length: left.length + 1 },
    () => new Uint16Array(right.length + 1),
  );
  for (let i = left.length - 1; i >= 0; i--)
    for (let j = right.length - 1; j >= 0; j--)
      longest[i]![j] =
        left[i] === right[j]
          ? longest[i + 1]![j + 1]! + 1
          : Math.max(longest[i + 1]![j]!, longest[i]![j + 1]!);
  const same = new Map<number, number>();
  for (let i = 0, j = 0; i < left.length && j < right.length;) {
    if (left[i] === right[j]) same.set(++i, ++j);
    else if (longest[i + 1]![j]! >= longest[i]![j + 1]!) i++;
    else j++;
  }
  return same;
}
