import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { lessonNames, loadLesson, type Lesson } from '../../course/lesson.ts';
import { projectFolder } from '../../course/project.ts';
import { exerciseProject } from '../eject/exercise-project.ts';
import { verdictOf, type CheckResult } from '../../course/check-result.ts';
import { askLab, whileItGetsReady } from './ask-lab.ts';
import { inTurn } from './in-turn.ts';
import type { Rig } from './rig.ts';
import { atMost, row, type Row } from './row.ts';
import { timed } from './timed-process.ts';

/** Those that are held against Vitest: their checks can stand alone. */
const BESIDE = ['redis/pipelines', 'orm/crud'];

/**
 * From a press on Check to the verdict, on a lab that is warm: of some
 * solutions beside `vitest run` of the same check, and of each lesson's once.
 */
export async function measureChecks(rig: Rig): Promise<Row[]> {
  const rows: Row[] = [];
  for (const name of BESIDE) {
    const lesson = loadLesson(name);
    const folder = writeProject(rig, lesson);
    const { lab, ...beside } = await inTurn(rig, {
      lab: () => byLab(rig, lesson),
      'vitest run': () => byVitest(rig, lesson, folder),
    });
    rows.push(row(`the solution of ${name}`, 'ms', lab, { beside }));
  }
  const all: number[] = [];
  const lessons = rig.quick ? BESIDE : lessonNames();
  for (const name of lessons) {
    rig.signal.throwIfAborted();
    all.push(await byLab(rig, loadLesson(name)));
  }
  const what = `each of the ${lessons.length} solutions`;
  return [...rows, row(what, 'ms', all, { limits: [atMost(1000)] })];
}

function solutionOf({ folder }: Lesson): string {
  return readFileSync(path.join(projectFolder, folder, 'solution.ts'), 'utf8');
}

async function byLab(rig: Rig, lesson: Lesson): Promise<number> {
  const lab = await rig.lab();
  await whileItGetsReady();
  const request = {
    path: '/lab/checks',
    body: { lesson: lesson.name, source: solutionOf(lesson) },
    ...{ tab: 'bench-check-tab', signal: rig.signal },
  };
  const isVerdict = ({ event }: { event: string }) => event === 'verdict';
  return (await askLab(lab, request, isVerdict, passed)).first;
}

/** The last that a check says is its verdict. */
function passed({ result }: Record<string, unknown>): boolean {
  return verdictOf(result as CheckResult) === 'passed';
}

/** The exercise as `npm run eject` makes it, with the solution as its answer. */
function writeProject(rig: Rig, lesson: Lesson): string {
  const folder = path.join(rig.folder, 'check', lesson.name);
  const { copied, made } = exerciseProject(lesson, false);
  const files = { ...copied, ...made, 'exercise.ts': solutionOf(lesson) };
  for (const [file, text] of Object.entries(files)) {
    const whole = path.join(folder, file);
    mkdirSync(path.dirname(whole), { recursive: true });
    writeFileSync(whole, text);
  }
  return folder;
}

async function byVitest(
  rig: Rig,
  lesson: Lesson,
  folder: string,
): Promise<number> {
  const services = await rig.services();
  const lease = await services.lease(lesson.frontmatter.uses, lesson);
  try {
    const vitest = path.join(projectFolder, 'node_modules/vitest/vitest.mjs');
    const { ended } = await timed(process.execPath, [vitest, 'run'], {
      cwd: folder,
      env: { ...process.env, ...lease.addresses },
      signal: rig.signal,
    });
    return ended;
  } finally {
    await lease.release();
  }
}
