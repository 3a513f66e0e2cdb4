/** A table to be shown, a cell a string. */
export interface Table {
  title?: string;
  columns: { name: string; right?: boolean }[];
  rows: (string | null)[][];
}

/** Characters that are two columns wide, roughly: those of East Asia, emoji. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/gu;
const COMBINING = /[\p{Mn}\p{Me}\u200b-\u200f]/gu;

function widthOf(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  const zero = text.match(COMBINING)?.length ?? 0;
  const wide = text.match(WIDE)?.length ?? 0;
  return [...text].length - zero + wide;
}

/** The lines of a cell; what would break the table is shown by its code. */
function linesOf(cell: string | null): string[] {
  return (cell ?? '').split(/\r?\n/).map((line) => {
    let before = '';
    let width = 0; // of `before`
    let shown = ''; // since the last tab
    for (const c of line) {
      if (c === '\t') {
        const end = width + widthOf(shown);
        width = end + 8 - (end % 8);
        before += shown + ' '.repeat(width - end);
        shown = '';
      } else if (c === '\r') shown += '\\r';
      else if (c < ' ' || c === '\x7f') {
        shown += `\\x${c.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`;
      } else shown += c;
    }
    return before + shown;
  });
}

/**
 * A table as psql aligns it, cut after about `most` characters: a wide cell
 * widens every row.
 * https://github.com/postgres/postgres/blob/REL_18_STABLE/src/fe_utils/print.c
 */
export function tableText({ title, columns, rows }: Table, most: number) {
  const cells = rows.map((row) => row.map(linesOf));
  const heads = columns.map(({ name }) => linesOf(name).join(' '));
  const widths = heads.map((head, at) =>
    cells.reduce(
      (widest, row) =>
        row[at]!.reduce((most, line) => Math.max(most, widthOf(line)), widest),
      widthOf(head),
    ),
  );
  const whole = widths.reduce((sum, width) => sum + width + 3, -1);
  const out: string[] = [];
  let length = 0;
  const add = (line: string) => {
    out.push(line);
    length += line.length + 1;
  };
  if (columns.length === 0) return '--\n';
  if (title) {
    add(`${' '.repeat(Math.max(0, (whole - widthOf(title)) >> 1))}${title}`);
  }
  add(heads.map((head, at) => centred(head, widths[at]!)).join('|'));
  add(widths.map((width) => '-'.repeat(width + 2)).join('+'));
  for (const row of cells) {
    if (length > most) break;
    const height = Math.max(...row.map((lines) => lines.length), 1);
    for (let n = 0; n < height && length <= most; n++) {
      const parts = row.map((lines, at) => {
        const last = at === row.length - 1;
        const text = lines[n];
        // Below a cell that has ended: room for the next one.
        if (text === undefined) {
          return ` ${last ? '' : ' '.repeat(widths[at]! + 1)}`;
        }
        const goesOn = n < lines.length - 1;
        const blank = ' '.repeat(Math.max(0, widths[at]! - widthOf(text)));
        if (columns[at]!.right)
          return ` ${blank}${text}${goesOn ? '+' : last ? '' : ' '}`;
        const padded = last && !goesOn ? text : `${text}${blank}`;
        return ` ${padded}${goesOn ? '+' : last ? '' : ' '}`;
      });
      add(parts.join('|'));
    }
  }
  return `${out.join('\n')}\n`;
}

function centred(text: string, width: number): string {
  const blank = width - widthOf(text);
  return ` ${' '.repeat(blank >> 1)}${text}${' '.repeat(blank - (blank >> 1))} `;
}
