import { CourseError } from './course-error.ts';

/** A named stretch of a source file, by the file's true line numbers. */
export interface Region {
  name: string;
  /** First line inside the region, counted from 1. */
  first: number;
  /** Last line inside the region. */
  last: number;
}

const OPEN = /^\s*\/\/ #region (\S+)\s*$/;
const CLOSE = /^\s*\/\/ #endregion (\S+)\s*$/;

/** Whether a line only marks where a region begins or ends. */
export function isMarker(line: string): boolean {
  return /^\s*\/\/ #(end)?region\b/.test(line);
}

/**
 * The regions of a source file; they may nest and overlap.
 * @throws {CourseError} for one without a name, opened twice, or not closed.
 */
export function parseRegions(file: string, source: string): Region[] {
  const open = new Map<string, number>();
  const regions: Region[] = [];
  source.split('\n').forEach((line, index) => {
    if (!isMarker(line)) return;
    const number = index + 1;
    const opened = OPEN.exec(line)?.[1];
    const closed = CLOSE.exec(line)?.[1];
    if (opened) {
      if (open.has(opened) || regions.some(({ name }) => name === opened)) {
        throw new CourseError(
          `${file}:${number}`,
          `the region "${opened}" begins twice.`,
          'Give each region a name of its own.',
        );
      }
      open.set(opened, number + 1);
    } else if (closed) {
      const first = open.get(closed);
      if (first === undefined) {
        throw new CourseError(
          `${file}:${number}`,
          `the region "${closed}" ends but never began.`,
          `Add "// #region ${closed}" above.`,
        );
      }
      open.delete(closed);
      regions.push({ name: closed, first, last: number - 1 });
    } else {
      throw new CourseError(
        `${file}:${number}`,
        'a region marker has no name.',
        'Write "// #region name" and "// #endregion name".',
      );
    }
  });
  for (const [name, first] of open) {
    throw new CourseError(
      `${file}:${first - 1}`,
      `the region "${name}" is never closed.`,
      `Add "// #endregion ${name}".`,
    );
  }
  return regions.sort((a, b) => a.first - b.first);
}

/** The smallest region that a line is in. */
export function regionAt(
  file: string,
  source: string,
  line: number,
): Region | undefined {
  return parseRegions(file, source)
    .filter(({ first, last }) => first <= line && line <= last)
    .sort((a, b) => a.last - a.first - (b.last - b.first))[0];
}

/** A line of a file that a reader sees, with its true number. */
export interface Line {
  number: number;
  text: string;
}

/** The lines of a file, or of one region, without markers, dedented. */
export function visibleLines(source: string, region?: Region): Line[] {
  const lines = source
    .replace(/\n$/, '')
    .split('\n')
    .map((text, index) => ({ number: index + 1, text }))
    .filter(
      ({ number }) =>
        !region || (number >= region.first && number <= region.last),
    )
    .filter(({ text }) => !isMarker(text));
  const indents = lines
    .filter(({ text }) => text.trim() !== '')
    .map(({ text }) => text.length - text.trimStart().length);
  const indent = region && indents.length > 0 ? Math.min(...indents) : 0;
  return lines.map(({ number, text }) => ({
    number,
    text: text.slice(indent),
  }));
}
