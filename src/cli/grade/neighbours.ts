import { readdirSync } from 'node:fs';
import path from 'node:path';
import { readText } from './answer.ts';

/** A file beside an answer, by its path from the answer's folder. */
export interface Neighbour {
  path: string;
  source: string;
}

/** Files that an answer may import, and how many of them. */
const IMPORTED = /\.(ts|js|json)$/;
const MOST_FILES = 50;
const DEEPEST = 3;

/** Whether there is anything in a source that may name a file of its folder. */
function namesAFile(source: string): boolean {
  return /['"`]\.{0,2}\//.test(source);
}

/**
 * The files that an answer may import from its own folder: the ordinary ones.
 * Links are left out, wherever they lead, and whatever is no text.
 */
export function neighboursOf(answer: {
  file: string;
  source: string;
}): Neighbour[] {
  if (!namesAFile(answer.source)) return [];
  const folder = path.dirname(answer.file);
  const found = filesIn(folder, DEEPEST).filter((file) => file !== answer.file);
  return found.slice(0, MOST_FILES).flatMap((file) => {
    try {
      const { source } = readText(file);
      return [{ path: path.relative(folder, file), source }];
    } catch {
      return []; // its import will say that there is none
    }
  });
}

function filesIn(folder: string, deep: number): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const full = path.join(folder, entry.name);
      if (entry.isFile() && IMPORTED.test(entry.name)) return [full];
      const further = entry.isDirectory() && entry.name !== 'node_modules';
      return further && deep > 1 ? filesIn(full, deep - 1) : [];
    });
}
