import { mkdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from '../course/project.ts';
import { HEAP_MB } from './limits.ts';

/** For a learner whose program met the seat belt. */
export const REFUSED =
  'ERR_ACCESS_DENIED means that the lab refused it: a program here reads only its own files and the packages of the course, writes only below os.tmpdir(), and starts no other program and no worker. To do more, run the file yourself with node.';

const COMPILED = path.join(projectFolder, '.cache/compile');

/** Loaded into every program before its own first line, in this order. */
const PRELOADS = [
  'blocking-output.cjs',
  'source-lines.cjs',
  'await-program.cjs',
].map((file) => path.join(import.meta.dirname, file));

/** What the preloads load in turn. */
const LOADED = path.join(import.meta.dirname, 'source-lines');

/** Where Node keeps the code that it compiled, for all programs. */
export function compileCache(): string {
  mkdirSync(COMPILED, { recursive: true });
  return COMPILED;
}

/** Node's arguments for a program of a run: what it may do, and the preloads. */
export function containedArguments(scratch: string): string[] {
  return [
    ...contained({ scratch, readable: [...PRELOADS, LOADED], heapMb: HEAP_MB }),
    ...PRELOADS.flatMap((file) => ['--require', file]),
  ];
}

/**
 * Node's arguments for what a process may do. The flags differ from one Node
 * to the next, so each is asked for.
 * @param may.scratch folder that it may write to
 * @param may.readable what it may read beside that and the packages
 */
export function contained(may: {
  scratch: string;
  readable: string[];
  heapMb: number;
}): string[] {
  const packages = path.join(projectFolder, 'node_modules');
  const readable = [packages, ...may.readable];
  const writable = [may.scratch, compileCache()];
  return [
    '--disable-warning=ExperimentalWarning',
    `--max-old-space-size=${may.heapMb}`,
    '--permission',
    ...known('--allow-net'), // where it is not known, the network is free
    ...known('--no-experimental-sqlite'), // it writes past the permissions
    ...known('--disable-sigusr1'), // it opens an inspector
    ...both([...readable, ...writable]).map((at) => `--allow-fs-read=${at}`),
    ...both(writable).map((at) => `--allow-fs-write=${at}`),
  ];
}

function known(flag: string): string[] {
  return process.allowedNodeEnvironmentFlags.has(flag) ? [flag] : [];
}

/** Each path as it is named and, where links lead elsewhere, as it is. */
function both(paths: string[]): string[] {
  return [...new Set(paths.flatMap((at) => [at, realPath(at)]))];
}

function realPath(at: string): string {
  try {
    return realpathSync(at);
  } catch {
    return at; // not there: nothing to read either
  }
}
