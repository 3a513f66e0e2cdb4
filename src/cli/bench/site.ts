import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectFolder } from '../../course/project.ts';
import type { Rig } from './rig.ts';
import { atMost, row, timesOf, type Limit, type Row } from './row.ts';
import { writeCourse } from './synthetic-course.ts';
import { timed } from './timed-process.ts';

/** Lessons of the courses that are built. */
const SIZES = [10, 50, 200];
/** For as many there is a budget: seconds without caches, and with. */
const BUDGET = { lessons: 60, cold: 20, warm: 6 };

const memoryReport = pathToFileURL(
  path.join(import.meta.dirname, 'peak-memory.ts'),
).href;

interface Built {
  lessons: number;
  /** Seconds. */
  cold: number;
  warm: number;
  /** Megabytes at most. */
  coldMemory: number;
  warmMemory: number;
}

/**
 * The site of courses of 10, 50 and 200 lessons, made of the course's own:
 * built without any cache, and once more with.
 */
export async function measureSite(rig: Rig): Promise<Row[]> {
  const sizes = rig.quick ? [2] : SIZES;
  const built: Built[] = [];
  for (const lessons of sizes) {
    rig.tell(`building a site of ${lessons} lessons, twice`);
    built.push(await buildTwice(rig, lessons));
  }
  return (['cold', 'warm'] as const).flatMap((which) => [
    ...built.map((each) =>
      row(`${each.lessons} lessons, ${which}`, 's', [each[which]]),
    ),
    ...(built.length > 1 ? alongALine(built, which) : []),
    ...built.map((each) =>
      row(`${each.lessons} lessons, ${which}: memory`, 'MB', [
        each[`${which}Memory`],
      ]),
    ),
  ]);
}

/** What 60 lessons take, and whether the next lesson costs what the last did. */
function alongALine(built: Built[], which: 'cold' | 'warm'): Row[] {
  const [small, middle, large] = built as [Built, Built, Built];
  const each = (from: Built, to: Built) =>
    (to[which] - from[which]) / (to.lessons - from.lessons);
  const sixty =
    middle[which] + (BUDGET.lessons - middle.lessons) * each(middle, large);
  const limit: Limit = atMost(BUDGET[which]);
  const few = `a lesson between ${small.lessons} and ${middle.lessons}`;
  return [
    row(`${BUDGET.lessons} lessons, ${which}, by the line`, 's', [sixty], {
      limits: [limit],
    }),
    row(
      `a lesson between ${middle.lessons} and ${large.lessons}, ${which}`,
      'ms',
      [each(middle, large) * 1000],
      {
        beside: { [few]: [each(small, middle) * 1000] },
        limits: [timesOf(few, 1.5)],
      },
    ),
  ];
}

async function buildTwice(rig: Rig, lessons: number): Promise<Built> {
  const folder = path.join(rig.folder, `site-${lessons}`);
  const course = path.join(folder, 'course');
  writeCourse(course, lessons, `${process.pid}-${Date.now()}`);
  const cold = await build(rig, folder, course);
  const warm = await build(rig, folder, course);
  rmSync(folder, { recursive: true, force: true });
  return {
    lessons,
    ...{ cold: cold.seconds, coldMemory: cold.megabytes },
    ...{ warm: warm.seconds, warmMemory: warm.megabytes },
  };
}

async function build(rig: Rig, folder: string, course: string) {
  rig.signal.throwIfAborted();
  const root = path.join(folder, 'root');
  mkdirSync(root, { recursive: true });
  const astro = path.join(projectFolder, 'node_modules/astro/bin/astro.mjs');
  const config = path.relative(root, `${projectFolder}astro.config.mjs`);
  const memory = path.join(folder, 'memory');
  const { ended } = await timed(
    process.execPath,
    [
      ...['--import', memoryReport, astro, 'build'],
      ...['--root', root, '--config', config],
    ],
    {
      cwd: projectFolder,
      env: {
        ...process.env,
        ASTRO_TELEMETRY_DISABLED: '1',
        NODE_ENV: 'production',
        COURSE_ROOT: course,
        HOVERS_CACHE: path.join(folder, 'hovers'),
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
