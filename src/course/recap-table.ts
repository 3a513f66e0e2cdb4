/** A table of Markdown; its cells are Markdown still. */
export interface Table {
  headings: string[];
  rows: string[][];
}

/** The tables below the heading `## Recap` of a lesson's prose. */
export function recapTables(body: string): Table[] {
  const [, recap = ''] = /^## Recap\n([\s\S]*?)(?=^## |(?![\s\S]))/m.exec(
    body,
  ) ?? [''];
  const tables = recap.match(/(?:^\|.*\n?)+/gm) ?? [];
  return tables.map((table) => {
    const [headings = [], , ...rows] = table.trim().split('\n').map(cellsOf);
    return { headings, rows };
  });
}

/** A bar that is no border is written `\|`. */
function cellsOf(line: string): string[] {
  return line
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));
}

/** A part of a cell. */
export interface Span {
  text: string;
  code: boolean;
}

/** What is in a cell: code, and the words between; of a link its words. */
export function spansOf(cell: string): Span[] {
  return cell
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .split(/`([^`]*)`/)
    .map((text, index) => ({ text, code: index % 2 === 1 }))
    .filter(({ text }) => text !== '');
}

/** The code in a cell, piece by piece. */
export function codeIn(cell: string): string[] {
  return spansOf(cell).flatMap(({ code, text }) => (code ? [text] : []));
}

/** Whether a cell says that there is nothing. */
export function isNothing(cell: string): boolean {
  return /^[–-]?$/.test(cell);
}
