import { element } from './element.ts';

/** Characters from which on a cell is broken into lines. */
const LONG = 28;

/** What a table shows: its caption, the names of its columns, its rows. */
export interface Rows {
  caption: string;
  columns: string[];
  rows: string[][];
  /** The column whose cells name their rows. */
  named: number;
}

/** A table that scrolls inside itself, by the keyboard too. */
export function scrollingTable({ caption, columns, rows, named }: Rows) {
  const head = columns.map((name) => element('th', { scope: 'col' }, name));
  const body = rows.map((row) =>
    element(
      'tr',
      {},
      ...row.map((text, index) => {
        const className = text.length > LONG ? 'long' : '';
        return index === named
          ? element('th', { scope: 'row', className }, text)
          : element('td', { className }, text);
      }),
    ),
  );
  const around = element(
    'div',
    { className: 'rows' },
    element(
      'table',
      {},
      element('caption', {}, caption),
      element('thead', {}, element('tr', {}, ...head)),
      element('tbody', {}, ...body),
    ),
  );
  around.tabIndex = 0;
  around.setAttribute('role', 'group');
  around.setAttribute('aria-label', caption);
  return around;
}
