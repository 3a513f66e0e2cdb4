import { readdirSync, type Dirent } from 'node:fs';
import path from 'node:path';
import { readText } from './answer.ts';

/** A file beside an answer, by its path from the answer's folder. */
export interface Neighbour {
  path: string;
  source: string;
}

/** What an answer may import, and how much of that there may be. */
const IMPORTED = /\.(ts|js|json)$/;
const MOST_FILES = 50;
const MOST_CHARACTERS = 2 ** 20;
const DEEPEST = 3;

/** Whether there is anything in a source that may name a file of its folder. */
function namesAFile(source: string): boolean {
  return /['"`]\.{0,2}\//.test(source);
}

/**
 * The files that an answer may import from its own folder: the ordinary ones.
 * Links are left out, wherever they lead, and whatever is no text. What is
 * left out is not there for its import, which says so.
 */
export function neighboursOf(answer: {
  file: string;
  source: string;
}): Neighbour[] {
  if (!namesAFile(answer.source)) return [];
  const folder = path.dirname(answer.file);
  const files = filesIn(folder, DEEPEST)
    .filter((file) => file !== answer.file)
    .slice(0, MOST_FILES);
  const neighbours: Neighbour[] = [];
  let room = MOST_CHARACTERS;
  for (const file of files) {
    const source = textOf(file);
    if (source === undefined || source.length > room) continue;
    room -= source.length;
    neighbours.push({ path: path.relative(folder, file), source });
  }
  return neighbours;
}

function textOf(file: string): string | undefined {
  try {
    return readText(file).source;
  } catch {
    return undefined;
  }
}

function filesIn(folder: string, deep: number): string[] {
  return entriesOf(folder).flatMap((entry) => {
    const full = path.join(folder, entry.name);
    if (entry.isFile() && IMPORTED.test(entry.name)) return [full];
    const further = entry.isDirectory() && entry.name !== 'node_modules';
    return further && deep > 1 ? filesIn(full, deep - 1) : [];
  });
}

/** Nothing of a folder that may not be read. */
function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    );
  } catch {
    return [];
  }
}
