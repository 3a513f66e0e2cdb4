import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import path from 'node:path';
import { astroBuild, siteStamp } from '../../src/cli/site-build.ts';
import { projectFolder } from '../../src/course/project.ts';

/** A small course that has each part of a lesson once. */
export const fixture = path.join(projectFolder, 'test/site/fixture');

export interface SiteToBuild {
  /** Folder with `lessons/` and `examples/`; the fixture when left out. */
  course?: string;
  /** The address that it is told it will have: `https://name.example/`. */
  url?: string;
}

/** The folder's name: changes whenever the built site would. */
function nameOf(course: string, url: string): string {
  const hash = createHash('sha256').update(url).update(siteStamp(course));
  return hash.digest('hex').slice(0, 16);
}

const DAY = 24 * 3600 * 1000;

function removeOldSites(folder: string) {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder)) {
    const site = path.join(folder, entry);
    if (Date.now() - statSync(site).mtimeMs > DAY)
      rmSync(site, { recursive: true, force: true });
  }
}

/**
 * Resolves to the folder of the built site of a course. A folder is named
 * for all that it was built from, so that one that is there is fresh.
 * @throws {Error} with all that the build printed, when it fails.
 */
export async function buildSite({
  course = fixture,
  url = '',
}: SiteToBuild = {}): Promise<string> {
  const sites = path.join(projectFolder, '.cache/test/site');
  const built = path.join(sites, nameOf(course, url));
  if (existsSync(built)) return built;
  removeOldSites(sites);
  const aside = `${built}.${process.pid}`;
  try {
    await runAstro(course, url, aside);
    try {
      renameSync(aside, built);
    } catch (error) {
      // Another test file was first: its site is the same.
      if (!existsSync(built)) throw error;
    }
  } finally {
    rmSync(aside, { recursive: true, force: true });
    rmSync(`${aside}.root`, { recursive: true, force: true });
  }
  return built;
}

/** What a build said of its failure, not where in its own code. */
function withoutStacks(printed: string): string {
  return printed
    .split('\n')
    .filter((line) => !/^\s+at |├─|Stack trace:/.test(line))
    .join('\n');
}

/** Vitest sets DEV, MODE and the like, which Astro would take for its own. */
function withoutVitest(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const set = ['DEV', 'PROD', 'MODE', 'SSR', 'BASE_URL', 'TEST', 'VITEST'];
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !set.includes(name)),
  );
}

async function runAstro(course: string, url: string, out: string) {
  // Astro keeps notes of the course in its root: with a root of its own, a
  // build disturbs neither another one nor an author's dev server.
  const root = `${out}.root`;
  mkdirSync(root, { recursive: true });
  const config = path.relative(root, `${projectFolder}astro.config.mjs`);
  const args = [...astroBuild, '--root', root, '--config', config];
  const build = spawn(process.execPath, args, {
    cwd: projectFolder,
    env: {
      ...withoutVitest(process.env),
      ASTRO_TELEMETRY_DISABLED: '1',
      NO_COLOR: '1',
      NODE_ENV: 'production',
      COURSE_ROOT: course,
      SITE_URL: url,
      SITE_OUT: out,
    },
  });
  let printed = '';
  build.stdout.on('data', (chunk) => (printed += chunk));
  build.stderr.on('data', (chunk) => (printed += chunk));
  const code = await new Promise((resolve) => build.on('close', resolve));
  if (code !== 0) throw new Error(withoutStacks(printed));
}

/** A copy of the fixture below the project, to be spoilt by a test. */
export function copyOfFixture(name: string): string {
  const copy = path.join(projectFolder, '.cache/test/site-courses', name);
  rmSync(copy, { recursive: true, force: true });
  cpSync(fixture, copy, { recursive: true });
  return copy;
}
