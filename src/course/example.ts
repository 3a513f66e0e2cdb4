import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { CourseError } from './course-error.ts';
import { readExampleFile, type ExampleFile } from './example-file.ts';
import { borrowedBy } from './example-modules.ts';
import { didYouMean } from './nearest.ts';
import { projectFolder } from './project.ts';
import { onlyProgram, programsOf, startOrder, type Program } from './panes.ts';
import type { RunServers } from './run-servers.ts';
import type { Service } from './service-name.ts';
import { trackNames } from './tracks.ts';

/** A complete program, or several that run together. */
export interface Example extends RunServers {
  /** Track and slug: `redis/pub-sub`. */
  name: string;
  title: string;
  uses: Service[];
  tags: string[];
  /** What one takes it for; none where it only shows a mistake. */
  tasks: string[];
  /** In the order of their start: who waits for another comes after it. */
  programs: Program[];
  /** Everything, programs too, in alphabetical order. */
  files: ExampleFile[];
  /**
   * The modules of other folders of its track that its files import, and
   * those that these import, in alphabetical order.
   */
  borrowed: ExampleFile[];
  /** Changes when any of these does: what a recording is held against. */
  sourceHash: string;
  /** Path of its recording, from the project's folder. */
  recording: string;
}

/** Names of all examples, in the order of the tracks. */
export function exampleNames(root: string = projectFolder): string[] {
  return trackNames.flatMap((track) => namesIn(track, root));
}

function namesIn(track: string, root: string): string[] {
  const folder = path.join(root, 'examples', track);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() || entry.name.endsWith('.ts'))
    .map((entry) => `${track}/${entry.name.replace(/\.ts$/, '')}`)
    .sort();
}

/** Looked up among what exists, never used as a path: it may be hostile. */
function exists(name: string, root: string): boolean {
  const track = trackNames.find((each) => name.startsWith(`${each}/`));
  return track !== undefined && namesIn(track, root).includes(name);
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
  if (!exists(name, root)) {
    const known = exampleNames(root);
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
    : [readExampleFile(root, `${base}.ts`)];
  const borrowed = borrowedBy(files, root);
  const programs = isFolder
    ? programsOf(base, files)
    : [onlyProgram(files[0]!)];
  const uses = [...new Set(files.flatMap(({ header }) => header.uses))];
  return {
    name,
    title: titleOf(base, files),
    uses,
    memcached: files.flatMap(({ header }) => header.memcached),
    redis: files.flatMap(({ header }) => header.redis),
    administrator: files.some(({ header }) => header.administrator),
    tags: [...new Set(files.flatMap(({ header }) => header.tags))],
    tasks: files.flatMap(({ header }) => header.tasks),
    programs: startOrder(programs),
    files,
    borrowed,
    sourceHash: hashOf(filesToRun({ files, borrowed })),
    recording: isFolder ? `${base}/run.jsonl` : `${base}.run.jsonl`,
  };
}

/** Everything that a run of it reads, each at its path. */
export function filesToRun({
  files,
  borrowed,
}: Pick<Example, 'files' | 'borrowed'>): ExampleFile[] {
  return [...files, ...borrowed];
}

function readFolder(root: string, base: string): ExampleFile[] {
  return readdirSync(path.join(root, base))
    .filter((entry) => entry.endsWith('.ts'))
    .sort()
    .map((entry) => readExampleFile(root, `${base}/${entry}`));
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

function hashOf(files: ExampleFile[]): string {
  const hash = createHash('sha256');
  for (const { path: file, source } of files)
    hash.update(`${file}\0${source}\0`);
  return hash.digest('hex').slice(0, 16);
}
