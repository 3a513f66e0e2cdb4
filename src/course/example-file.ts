import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseHeader, type Header } from './header.ts';
import { parseRegions, type Region } from './regions.ts';

/** One file of an example: a program, or a module that programs import. */
export interface ExampleFile {
  /** Path from the project's folder, e.g. `examples/redis/pub-sub/helper.ts`. */
  path: string;
  source: string;
  header: Header;
  regions: Region[];
}

/**
 * Reads a file of an example, by its path from the project's folder.
 * @throws {CourseError} when its header or its regions break a rule.
 */
export function readExampleFile(root: string, file: string): ExampleFile {
  const source = readFileSync(path.join(root, file), 'utf8');
  return {
    path: file,
    source,
    header: parseHeader(file, source),
    regions: parseRegions(file, source),
  };
}

/** Its path from the folder of its track: `pub-sub/helper.ts`. */
export function pathInTrack({ path: file }: Pick<ExampleFile, 'path'>): string {
  return file.split('/').slice(2).join('/');
}
