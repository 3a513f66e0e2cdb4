import { stripVTControlCharacters } from 'node:util';

/**
 * A text of a learner for a terminal, in as many lines as it has: an answer
 * may put anything there, and no sequence of it reaches the terminal.
 */
export function shown(text: string): string {
  return stripVTControlCharacters(text).replace(/[^\P{Cc}\t\n]/gu, '');
}

/**
 * The same in one line. Nor does it turn the order of what stands beside it:
 * that is what U+202A and its like do.
 */
export function shownInLine(text: string): string {
  return shown(text)
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
