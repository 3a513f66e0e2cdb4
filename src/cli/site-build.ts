import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { projectFolder } from '../course/project.ts';
import { UserError } from '../course/user-error.ts';
import { systemError } from './expected-error.ts';

/** What the site is built from, besides the course. */
const SOURCES = [
  'src/site',
  'src/course',
  'astro.config.mjs',
  'package-lock.json',
  'tsconfig.json',
];

const dist = path.join(projectFolder, 'dist');
const stampFile = path.join(projectFolder, '.cache/site-stamp');

function filesBelow(place: string): string[] {
  if (!existsSync(place)) return [];
  if (!statSync(place).isDirectory()) return [place];
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

/**
 * Changes whenever the site that is built of a course would.
 * @param course the folder of `lessons/` and `examples/`
 */
export function siteStamp(course: string = projectFolder): string {
  const places = [
    ...SOURCES.map((source) => path.join(projectFolder, source)),
    path.join(course, 'lessons'),
    path.join(course, 'examples'),
  ];
  const hash = createHash('sha256');
  for (const file of places.flatMap(filesBelow)) {
    hash.update(`${file}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** Whether `dist/` holds the site of the present sources. */
export function siteIsFresh(): boolean {
  const built =
    existsSync(path.join(dist, 'index.html')) && existsSync(stampFile);
  return built && readFileSync(stampFile, 'utf8') === siteStamp();
}

/**
 * Builds the site aside and puts it in the place of `dist/` when it is
 * whole, so that a failed build leaves the last good one.
 * @throws {UserError} with what the build said; the signal's reason when that
 * was aborted.
 */
export async function buildSite(signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  const stamp = siteStamp();
  const aside = path.join(projectFolder, `.cache/site-${process.pid}`);
  mkdirSync(path.dirname(aside), { recursive: true });
  try {
    await runAstro(aside, signal);
    const old = `${aside}-old`;
    if (existsSync(dist)) renameSync(dist, old);
    renameSync(aside, dist);
    rmSync(old, { recursive: true, force: true });
    writeFileSync(stampFile, stamp);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

/** What Node is given to build the site, before Astro's own options. */
export const astroBuild = [
  // A page leaves much behind at once: less often, more is collected.
  '--max-semi-space-size=64',
  // Without V8's last compiler, TurboFan: in seconds it does not earn back
  // what it takes of the processors.
  '--max-opt=2',
  path.join(projectFolder, 'node_modules/astro/bin/astro.mjs'),
  'build',
];

function runAstro(outDir: string, signal?: AbortSignal): Promise<void> {
  const child = spawn(process.execPath, [...astroBuild, '--outDir', outDir], {
    cwd: projectFolder,
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  }
  const kill = () => child.kill('SIGKILL');
  signal?.addEventListener('abort', kill);
  return new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, by) => {
      if (code === 0) resolve();
      else if (signal?.aborted) reject(signal.reason as Error);
      else {
        const why = whatFailed(said) || `It ended by ${by ?? `code ${code}`}.`;
        reject(new UserError(`The site could not be built. ${why}`));
      }
    });
  }).finally(() => signal?.removeEventListener('abort', kill));
}

/**
 * The error in a build's output: a sentence of ours, or its last lines;
 * empty when it said nothing.
 */
export function whatFailed(said: string): string {
  const sentence = /CourseError: (.*)/.exec(said)?.[1];
  if (sentence) return sentence;
  const [, code, place] =
    /\b(EACCES|EROFS|ENOSPC)\b(?:[^\n']*'([^'\n]+)')?/.exec(said) ?? [];
  if (code) return systemError(code, place)!;
  const lines = said.split('\n').filter((line) => !/^\s+at /.test(line));
  return lines.slice(-20).join('\n').trim();
}
