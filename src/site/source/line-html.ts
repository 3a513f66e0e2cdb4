import type { Stretch } from './highlight.ts';

/** A line of code as it is shown, with its number in the file. */
export interface ShownLine {
  number: number;
  stretches: Stretch[];
  /** The first line after the header of its file. */
  first?: true;
  /** When it is lit, in a run that is played: see `played/frames.ts`. */
  frames?: string;
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/**
 * Code as HTML. Numbers are attributes, drawn by the style sheet, so that
 * the text is the code and nothing else: that is what gets copied.
 */
export function linesHtml(lines: ShownLine[]): string {
  return lines
    .map(({ number, stretches, first, frames }) => {
      const inner = stretches
        .map(({ text, ink }) =>
          ink ? `<i class=${ink}>${escape(text)}</i>` : escape(text),
        )
        .join('');
      const lit = frames
        ? ` data-frames=${frames} data-now=${frames.at(-1)}`
        : '';
      return `<span data-n=${number}${first ? ' class=first' : ''}${lit}>${inner}</span>`;
    })
    .join('\n');
}
