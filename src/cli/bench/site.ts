import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectFolder } from '../../course/project.ts';
import { astroBuild } from '../site-build.ts';
import { inTurn } from './in-turn.ts';
import { buildPlainSite, writePlainSite } from './plain-site.ts';
import type { Rig } from './rig.ts';
import { atMost, row, timesOf, type Row } from './row.ts';
import { writeCourse } from './synthetic-course.ts';
import { timed } from './timed-process.ts';

/** Lessons of the courses that are built. */
const SIZES = [10, 50, 200];
/** Rounds at most, of minutes each. */
const MOST_ROUNDS = 3;
/** For as many there is a budget: seconds without caches, and with. */
const BUDGET = { lessons: 60, cold: 20, warm: 6 };

const memoryReport = pathToFileURL(
  path.join(import.meta.dirname, 'peak-memory.ts'),
).href;

/** What a build took. */
interface Build {
  seconds: number;
  /** Of memory, at most. */
  megabytes: number;
}

/** Of one course, a build after the other. */
interface Builds {
  cold: Build;
  warm: Build;
  /** Seconds that Astro takes for the same prose and programs by itself. */
  plain: number;
}

const PLAIN = 'plain Astro';

/**
 * The site of courses of 10, 50 and 200 lessons, made of the course's own:
 * built without any cache, and once more with; against a site of their prose
 * and programs alone that Astro builds by itself.
 */
export async function measureSite(rig: Rig): Promise<Row[]> {
  const sizes = rig.quick ? [2] : SIZES;
  const rounds = Math.min(rig.rounds, MOST_ROUNDS);
  const found = await inTurn(
    { ...rig, rounds },
    Object.fromEntries(
      sizes.map((lessons) => [lessons, () => buildAll(rig, lessons)]),
    ),
    { warmUp: false },
  );
  return (['cold', 'warm'] as const).flatMap((which) => {
    const of = (lessons: number, what: keyof Build) =>
      found[lessons]!.map((builds) => builds[which][what]);
    const seconds = sizes.map((lessons) =>
      row(`${lessons} lessons, ${which}`, 's', of(lessons, 'seconds'), {
        beside: { [PLAIN]: found[lessons]!.map(({ plain }) => plain) },
      }),
    );
    const memory = sizes.map((lessons) =>
      row(
        `${lessons} lessons, ${which}: memory`,
        'MB',
        of(lessons, 'megabytes'),
      ),
    );
    const line = rig.quick ? [] : alongALine(which, seconds);
    return [...seconds, ...line, ...memory];
  });
}

/** What 60 lessons take, and whether the next lesson costs what the last did. */
function alongALine(which: 'cold' | 'warm', rows: Row[]): Row[] {
  const [first, second, third] = SIZES as Three;
  const { early, late, ofBudget } = fitLine(rows.map(({ median }) => median));
  const plain = fitLine(rows.map(({ beside }) => beside[0]!.median));
  const before = `a lesson between ${first} and ${second}`;
  return [
    row(`${BUDGET.lessons} lessons, ${which}, by the line`, 's', [ofBudget], {
      beside: { [PLAIN]: [plain.ofBudget] },
      limits: [atMost(BUDGET[which])],
    }),
    row(
      `a lesson between ${second} and ${third}, ${which}`,
      'ms',
      [late * 1000],
      { beside: { [before]: [early * 1000] }, limits: [timesOf(before, 1.5)] },
    ),
  ];
}

type Three = [number, number, number];

/** Seconds of a lesson, early and late, and of 60, by those of each size. */
function fitLine(seconds: number[]) {
  const [first, second, third] = SIZES as Three;
  const [few, some, many] = seconds as Three;
  const early = (some - few) / (second - first);
  const late = (many - some) / (third - second);
  return { early, late, ofBudget: some + (BUDGET.lessons - second) * late };
}

async function buildAll(rig: Rig, lessons: number): Promise<Builds> {
  rig.tell(`building a site of ${lessons} lessons`);
  const folder = path.join(rig.folder, `site-${lessons}`);
  const course = path.join(folder, 'course');
  writeCourse(course, lessons, `${process.pid}-${Date.now()}`);
  try {
    const cold = await build(rig, folder, course);
    const warm = await build(rig, folder, course);
    const root = path.join(folder, 'plain');
    writePlainSite(root, course);
    return { cold, warm, plain: await buildPlainSite(root, rig.signal) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function build(rig: Rig, folder: string, course: string): Promise<Build> {
  rig.signal.throwIfAborted();
  const root = path.join(folder, 'root');
  mkdirSync(root, { recursive: true });
  const config = path.relative(root, `${projectFolder}astro.config.mjs`);
  const memory = path.join(folder, 'memory');
  const { ended } = await timed(
    process.execPath,
    [
      ...['--import', memoryReport, ...astroBuild],
      ...['--root', root, '--config', config],
    ],
    {
      cwd: projectFolder,
      env: {
        ...process.env,
        ASTRO_TELEMETRY_DISABLED: '1',
        NODE_ENV: 'production',
        COURSE_ROOT: course,
        SITE_CACHE: path.join(folder, 'cache'),
        SITE_OUT: path.join(folder, 'dist'),
        PEAK_MEMORY: memory,
      },
      signal: rig.signal,
    },
  );
  const kilobytes = readFileSync(memory, 'utf8').trim().split('\n');
  rmSync(memory);
  const all = kilobytes.reduce((sum, each) => sum + Number(each), 0);
  return { seconds: ended / 1000, megabytes: all / 1024 };
}
