import { setMaxListeners } from 'node:events';
import path from 'node:path';
import type { CheckEvent } from '../../course/check-result.ts';
import type { Versions } from '../../course/event.ts';
import type { Checks } from '../../lab/check/checks.ts';
import { CHECK_USAGE } from '../../lab/check/limits.ts';
import type { Scratch } from '../../lab/scratch.ts';
import type { ToCheck } from './cell.ts';
import { tested, untested, type Grade } from './grades.ts';

/**
 * Checks answers, `jobs` at once, in their order. A check that could not be
 * made for no fault of the answer is tried once more.
 * @param on.begins an answer; `on.grade` has its grade
 * @throws the signal's reason, when that is aborted.
 */
export async function checkAnswers(
  answers: readonly ToCheck[],
  options: {
    checks: Pick<Checks, 'check'>;
    scratch: Pick<Scratch, 'folder' | 'write'>;
    jobs: number;
    limit: number;
    signal: AbortSignal;
    on: {
      begins(answer: ToCheck): void;
      grade(answer: ToCheck, grade: Grade): void;
    };
  },
): Promise<void> {
  const { jobs, signal, on } = options;
  setMaxListeners(0, signal); // one for each check that runs
  const next = answers.entries();
  const one = async () => {
    for (const [number, answer] of next) {
      signal.throwIfAborted();
      on.begins(answer);
      const file = layOut(answer, number, options.scratch);
      const try_ = () => checkAnswer(answer, file, options);
      let grade = await try_();
      if (grade.verdict === 'not checked') grade = await try_();
      on.grade(answer, grade);
    }
  };
  const all = await Promise.allSettled(Array.from({ length: jobs }, one));
  const failed = all.find(({ status }) => status === 'rejected');
  if (failed) throw (failed as PromiseRejectedResult).reason;
}

/**
 * Puts what an answer may import where it counts as, and nothing else: no
 * link of a workbook is followed, and no name of a learner's folder means
 * anything there. No two answers share a path, and so no module.
 * @returns the path that the answer counts as
 */
function layOut(
  { lesson, neighbours }: ToCheck,
  number: number,
  scratch: Pick<Scratch, 'folder' | 'write'>,
): string {
  const folder = `answers/${number + 1}`;
  scratch.write(
    neighbours.map((each) => ({
      path: `${folder}/${each.path}`,
      source: each.source,
    })),
  );
  return path.join(scratch.folder, folder, `${lesson.slug}.ts`);
}

async function checkAnswer(
  { lesson, source, fingerprint }: ToCheck,
  file: string,
  options: {
    checks: Pick<Checks, 'check'>;
    limit: number;
    signal: AbortSignal;
  },
): Promise<Grade> {
  const { checks, limit, signal } = options;
  const began = performance.now();
  let versions: Versions = {};
  const on = (event: CheckEvent) => {
    if (event.event === 'start' && 'verified' in event)
      versions = event.verified;
  };
  const usage = { ...CHECK_USAGE, seconds: limit };
  try {
    const result = await checks.check(
      { lesson, file, source },
      { on, signal, usage },
    );
    const seconds = Math.round(performance.now() - began) / 1000;
    const at = new Date().toISOString();
    return tested(lesson.name, result, {
      ...{ at, seconds, limit, versions, fingerprint },
    });
  } catch (error) {
    signal.throwIfAborted();
    const { message } = error as Error;
    return untested(lesson.name, 'not checked', message);
  }
}
