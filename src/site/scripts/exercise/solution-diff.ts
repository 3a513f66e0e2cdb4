import { sameLines } from '../edit/same-lines.ts';
import { element } from '../state/element.ts';

/** A row: a line of the answer, one of the solution, or both. */
interface Row {
  mine: string | undefined;
  theirs: string | undefined;
}

/**
 * Two texts line by line, what is the same on one height. A line that is only
 * in one of them stands beside one that is only in the other.
 */
export function diffRows(mine: string, theirs: string): Row[] {
  const [left, right] = [lines(mine), lines(theirs)];
  const same = sameLines(left.join('\n'), right.join('\n'));
  const rows: Row[] = [];
  let [i, j] = [0, 0];
  const apart = (toI: number, toJ: number) => {
    while (i < toI || j < toJ)
      rows.push({
        mine: i < toI ? left[i++] : undefined,
        theirs: j < toJ ? right[j++] : undefined,
      });
  };
  for (const [a, b] of same) {
    apart(a - 1, b - 1);
    rows.push({ mine: left[i++], theirs: right[j++] });
  }
  apart(left.length, right.length);
  return rows;
}

function lines(text: string): string[] {
  return text.trimEnd().split('\n');
}

/** A learner's answer beside the solution; nothing of it can be edited. */
export function solutionDiff(mine: string, theirs: string): HTMLElement {
  const rows = diffRows(mine, theirs).map((row) => {
    const isSame = row.mine === row.theirs;
    return element(
      'tr',
      { className: isSame ? 'same' : 'differs' },
      cell(row.mine, isSame ? '' : 'only in yours: '),
      cell(row.theirs, isSame ? '' : 'only in the solution: '),
    );
  });
  const table = element(
    'table',
    { className: 'diff' },
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        element('th', { scope: 'col' }, 'Yours'),
        element('th', { scope: 'col' }, 'The solution'),
      ),
    ),
    element('tbody', {}, ...rows),
  );
  return element('div', { className: 'diff-scroll', tabIndex: 0 }, table);
}

function cell(text: string | undefined, said: string): HTMLElement {
  if (text === undefined) return element('td', { className: 'nothing' });
  const spoken = said ? [element('span', { className: 'spoken' }, said)] : [];
  return element('td', {}, ...spoken, element('code', {}, text));
}
