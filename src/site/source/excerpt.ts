import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CourseError } from '../../course/course-error.ts';
import { exampleNames, loadExample } from '../../course/example.ts';
import { didYouMean } from '../../course/nearest.ts';
import { parseRegions, visibleLines } from '../../course/regions.ts';
import { courseRoot } from '../course-root.ts';
import { cut, highlight, type Stretch } from './highlight.ts';
import type { ShownLine } from './line-html.ts';

/** A file, or one region of it, ready to be shown. */
export interface Excerpt {
  lines: ShownLine[];
  /** How many columns a region was moved to the left. */
  indent: number;
}

const highlighted = new Map<string, Promise<Stretch[][]>>();

function highlightOnce(source: string): Promise<Stretch[][]> {
  const known = highlighted.get(source);
  if (known) return known;
  const lines = highlight(source, 'ts');
  highlighted.set(source, lines);
  return lines;
}

/**
 * The code of a file below the course's folder.
 * @param asker who shows it, for the error: `lessons/redis/…/lesson.mdx`.
 * @throws {CourseError} naming the asker, the file and the region.
 */
export async function excerpt(
  file: string,
  region: string | undefined,
  asker: string,
): Promise<Excerpt> {
  const absolute = path.join(courseRoot, file);
  if (!existsSync(absolute)) throw missingFile(file, asker);
  const source = readFileSync(absolute, 'utf8');
  const regions = parseRegions(file, source);
  const shown = regions.find(({ name }) => name === region);
  if (region && !shown) {
    const known = regions.map(({ name }) => name);
    throw new CourseError(
      asker,
      `it shows the region "${region}" of ${file}, and that file has no such region.`,
      didYouMean(region, known).trim() ||
        (known.length > 0
          ? `It has: ${known.join(', ')}.`
          : `Mark it there with "// #region ${region}" and "// #endregion ${region}".`),
    );
  }
  const all = await highlightOnce(source);
  const raw = source.split('\n');
  const visible = visibleLines(source, shown);
  const indent = Math.max(
    0,
    ...visible.map(({ number, text }) =>
      text === '' ? 0 : raw[number - 1]!.length - text.length,
    ),
  );
  const first = shown ? undefined : firstAfterHeader(raw);
  return {
    lines: visible.map(({ number }) => ({
      number,
      stretches: cut(all[number - 1] ?? [], indent),
      ...(number === first && { first: true as const }),
    })),
    indent,
  };
}

/** The number of the first line of code, where a JSDoc header is above it. */
function firstAfterHeader(raw: string[]): number | undefined {
  if (!raw[0]?.startsWith('/**')) return undefined;
  const end = raw.findIndex((line) => line.endsWith('*/'));
  const code = raw.findIndex((line, index) => index > end && line !== '');
  return end < 0 || code < 0 ? undefined : code + 1;
}

function missingFile(file: string, asker: string): CourseError {
  const known = exampleNames(courseRoot).flatMap((name) =>
    loadExample(name, courseRoot).files.map((each) => each.path),
  );
  return new CourseError(
    asker,
    `it shows ${file}, and there is no such file.`,
    `Name a file below examples/, such as "redis/pub-sub/helper.ts".${didYouMean(file, known)}`,
  );
}
