import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { look } from './acts/answer.ts';
import { checkOn, solutionOf } from './acts/check.ts';
import { runOn } from './acts/run.ts';
import { chanceOf } from './chance.ts';
import {
  leftByLab,
  leftOfAll,
  leftOnServers,
  untilNone,
} from './left-behind.ts';
import type { Life } from './life.ts';

/** Megabytes by which a lab may be larger in the end than when it was warm. */
export const MOST_GROWN = 96;
/** Milliseconds in which memory comes back that is not needed any more. */
const SETTLES_MS = 20_000;

/** The memory of a lab, in megabytes, when it was warm and in the end. */
export interface Memory {
  warm: number | undefined;
  end: number | undefined;
}

/**
 * Sees whether all holds when everything is over, and ends the lab and its
 * servers.
 * @param stop gives the servers back
 */
export async function verify(
  life: Life,
  warm: number | undefined,
  stop: () => Promise<unknown>,
): Promise<Memory> {
  const { tally, lab, place, provider } = life;
  for (const disk of [place.workbook, place.scratch, place.recordings])
    disk.free();
  const page = await life.page(chanceOf(0, 0));
  await stillAnswers(life);
  for (const lesson of life.answers.lessons())
    if (!(await look(life, page, lesson)))
      tally.problem(`the answer to ${lesson} cannot be read any more.`);
  for (let tab = 0; tab < 10; tab++) {
    const each = await life.page({ ...chanceOf(0, 0), number: () => tab });
    await each.ask('/lab/leave', {});
  }
  const says = (left: string[], where: string) => {
    for (const each of left) tally.problem(`${each} is left ${where}.`);
  };
  says(await untilNone(() => leftOnServers(life)), 'on the servers');
  const end = warm === undefined ? undefined : await settled(life);
  if (warm !== undefined && end !== undefined && end - warm > MOST_GROWN)
    tally.problem(
      `the lab has ${end} MB in the end, and had ${warm} MB when it was warm: more than ${MOST_GROWN} MB more.`,
    );

  const ports = new Set([lab.port, ...(await portsOf(life))]);
  const code = await lab.stop();
  if (code !== 0)
    tally.problem(`the lab ended with ${code ?? 'nothing: it was killed'}.`);
  if (code === undefined) await lab.kill();
  says(await untilNone(() => leftByLab(life)), 'by the lab');
  onDisk(life);
  await provider.reset(); // what a lease of ours has left is none of the lab's
  await stop();
  says(await untilNone(() => leftOfAll(life, ports)), 'when all was stopped');
  if (lab.said.trim() !== '')
    tally.problem(
      `the lab said on its stderr: ${lab.said.trim().slice(0, 2000)}`,
    );
  return { warm, end };
}

async function stillAnswers(life: Life) {
  const example = life.examples[0];
  const lesson = life.lessons.find(({ frontmatter }) =>
    frontmatter.uses.every((each) => life.services.includes(each)),
  );
  const page = () => life.page(chanceOf(0, 1));
  if (example) {
    const { outcome } = await runOn(life, await page(), example);
    life.tally.count('runs');
    if (outcome !== 'finished')
      life.tally.problem('the last run of all did not finish.');
  }
  if (!lesson) return;
  await checkOn(life, await page(), lesson, solutionOf(lesson), 'passed');
  life.tally.count('checks');
}

/** The least memory that the lab has in a while. */
async function settled({ lab }: Life): Promise<number | undefined> {
  const end = performance.now() + SETTLES_MS;
  let least = lab.memory();
  while (performance.now() < end) {
    await sleep(500);
    const now = lab.memory();
    if (now !== undefined) least = Math.min(least ?? now, now);
  }
  return least;
}

async function portsOf({ provider }: Life): Promise<number[]> {
  const addresses = Object.values(await provider.addresses());
  return addresses.flatMap(
    (each) => Number(/:(\d+)(\/|$)/.exec(each)?.[1]) || [],
  );
}

/** The workbook, byte by byte, and nothing in it that is not the learner's. */
function onDisk({ place, answers, marks, tally }: Life) {
  const { folder } = place.workbook;
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      path.relative(folder, path.join(entry.parentPath, entry.name)),
    );
  for (const lesson of answers.lessons()) {
    const file = path.join(folder, `${lesson}.ts`);
    const there = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
    answers.found(lesson, there);
  }
  const text = existsSync(path.join(folder, 'progress.txt'))
    ? readFileSync(path.join(folder, 'progress.txt'), 'utf8')
    : '';
  if (!marks.areIn(text)) {
    tally.count('lostMarks');
    tally.problem('progress.txt has not all that was acknowledged.');
  }
  for (const file of files) {
    const known =
      /^(progress\.txt|\w+\/[\w-]+\.ts|\.undo\/\w+\/[\w-]+\.\d+\.ts)$/;
    if (!known.test(file)) tally.problem(`the workbook has a file ${file}.`);
  }
}
