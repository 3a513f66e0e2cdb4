import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { CourseError } from './course-error.ts';
import { parseHeader, type Header } from './header.ts';
import { didYouMean } from './nearest.ts';
import { projectFolder } from './project.ts';
import { onlyProgram, programsOf, startOrder, type Program } from './panes.ts';
import { parseRegions, type Region } from './regions.ts';
import type { Service } from './service-name.ts';
import { trackNames } from './tracks.ts';

/** One file of an example: a program, or a module that programs import. */
export interface ExampleFile {
  /** Path from the project's folder, e.g. `examples/redis/pub-sub/helper.ts`. */
  path: string;
  source: string;
  header: Header;
  regions: Region[];
}

/** A complete program, or several that run together. */
export interface Example {
  /** Track and slug: `redis/pub-sub`. */
  name: string;
  title: string;
  uses: Service[];
  tags: string[];
  /** In the order of their start: who waits for another comes after it. */
  programs: Program[];
  /** Everything, programs too, in alphabetical order. */
  files: ExampleFile[];
  /** Changes when any file does: what a recording is held against. */
  sourceHash: string;
  /** Path of its recording, from the project's folder. */
  recording: string;
}

function readFile(root: string, relative: string): ExampleFile {
  const source = readFileSync(path.join(root, relative), 'utf8');
  return {
    path: relative,
    source,
    header: parseHeader(relative, source),
    regions: parseRegions(relative, source),
  };
}

/** Names of all examples, in the order of the tracks. */
export function exampleNames(root: string = projectFolder): string[] {
  return trackNames.flatMap((track) => {
    const folder = path.join(root, 'examples', track);
    if (!existsSync(folder)) return [];
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() || entry.name.endsWith('.ts'))
      .map((entry) => `${track}/${entry.name.replace(/\.ts$/, '')}`)
      .sort();
  });
}

/**
 * Reads one example.
 * @throws {CourseError} when there is none of that name (with the nearest),
 * or when its files break a rule (with the file and the remedy).
 */
export function loadExample(
  name: string,
  root: string = projectFolder,
): Example {
  // Looked up among what exists, never used as a path: it may be hostile.
  const known = exampleNames(root);
  if (!known.includes(name)) {
    const near = didYouMean(name, known);
    throw new CourseError(
      `examples/${name}`,
      'there is no example of that name.',
      near.trim() || `There are: ${known.join(', ')}.`,
    );
  }
  const base = `examples/${name}`;
  const isFolder =
    existsSync(path.join(root, base)) &&
    statSync(path.join(root, base)).isDirectory();
  if (isFolder && existsSync(path.join(root, `${base}.ts`))) {
    throw new CourseError(
      `${base}.ts`,
      'there is a folder of that name as well.',
      'An example is a file or a folder: rename one of them.',
    );
  }
  const files = isFolder
    ? readFolder(root, base)
    : [readFile(root, `${base}.ts`)];
  files.forEach(checkImports);
  const programs = isFolder
    ? programsOf(base, files)
    : [onlyProgram(files[0]!)];
  const uses = [...new Set(files.flatMap(({ header }) => header.uses))];
  return {
    name,
    title: titleOf(base, files),
    uses,
    tags: [...new Set(files.flatMap(({ header }) => header.tags))],
    programs: startOrder(programs),
    files,
    sourceHash: hashOf(files),
    recording: isFolder ? `${base}/run.jsonl` : `${base}.run.jsonl`,
  };
}

function readFolder(root: string, base: string): ExampleFile[] {
  return readdirSync(path.join(root, base))
    .filter((entry) => entry.endsWith('.ts'))
    .sort()
    .map((entry) => readFile(root, `${base}/${entry}`));
}

function titleOf(base: string, files: ExampleFile[]): string {
  const titles = files.flatMap(({ header }) => header.title ?? []);
  if (titles.length === 1) return titles[0]!;
  const found =
    titles.length === 0
      ? 'no file has a @title.'
      : 'several files have a @title.';
  throw new CourseError(
    base,
    found,
    'Exactly one header names the example, in a few words.',
  );
}

function checkImports({ path: file, source }: ExampleFile) {
  for (const match of source.matchAll(
    /\bfrom '(\.[^']*)'|\bimport\('(\.[^']*)'\)/g,
  )) {
    const specifier = match[1] ?? match[2]!;
    if (/^\.\/[\w.-]+\.ts$/.test(specifier)) continue;
    throw new CourseError(
      file,
      `it imports "${specifier}".`,
      'An example imports from npm and from its own folder only ("./name.ts"), so that it can be copied.',
    );
  }
}

function hashOf(files: ExampleFile[]): string {
  const hash = createHash('sha256');
  for (const { path: file, source } of files)
    hash.update(`${file}\0${source}\0`);
  return hash.digest('hex').slice(0, 16);
}
