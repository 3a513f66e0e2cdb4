import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { CheckEvent } from '../../../course/check-result.ts';
import { verdictOf, type Verdict } from '../../../course/check-result.ts';
import type { Lesson } from '../../../course/lesson.ts';
import { projectFolder } from '../../../course/project.ts';
import type { Act, Life } from '../life.ts';
import type { Page } from '../page.ts';

/** Answers that are none; what a check says of them, it says in the end. */
const BROKEN = [
  'const = ;',
  'export {};',
  '\0',
  'throw new Error("nonsense");',
  'process.exit(0);',
  'for (;;);',
  'const all = []; for (;;) all.push(Buffer.alloc(2 ** 24, 1));',
  'for (;;) console.log("x".repeat(1000));',
  'await new Promise(() => {});',
];

/** Has an answer checked: the solution, a wrong one, or one that is broken. */
export const check: Act = {
  name: 'check',
  weight: 10,
  kind: 'life',
  uses: ['memcached', 'redis', 'rabbitmq', 'postgres'],
  async run(life, chance) {
    const lesson = chance.pick(life.lessons);
    const lot = chance.number(10);
    const page = await life.page(chance);
    if (lot < 4)
      await checkOn(life, page, lesson, solutionOf(lesson), 'passed');
    else if (lot < 8 && lesson.wrong.length > 0) {
      const { path: wrong } = chance.pick(lesson.wrong);
      await checkOn(life, page, lesson, read(wrong), 'failed');
    } else {
      const broken = chance.pick(BROKEN);
      await checkOn(life, page, lesson, broken, undefined);
    }
    life.tally.count('checks');
  },
};

/** The answer that passes. */
export function solutionOf({ folder }: Lesson): string {
  return read(`${folder}/solution.ts`);
}

function read(file: string): string {
  return readFileSync(path.join(projectFolder, file), 'utf8');
}

/** Has an answer checked; `right` is the verdict on it, where there is one. */
export async function checkOn(
  life: Life,
  page: Page,
  lesson: Lesson,
  source: string,
  right: Verdict | undefined,
): Promise<void> {
  let verdict: Verdict | undefined;
  let said = '';
  const answer = await page.ask(
    '/lab/checks',
    { lesson: lesson.name, source },
    {
      on(event) {
        const { event: kind, message } = event as CheckEvent & {
          message?: string;
        };
        if (kind === 'end' && message) said = message;
        if (event.event !== 'verdict') return;
        const { result } = event;
        verdict = verdictOf(result);
        said = [
          result.broken?.message,
          ...result.tests.map(({ failure }) => failure?.message),
        ]
          .filter(Boolean)
          .join(' ');
      },
    },
  );
  if (!answer) return;
  const holds = right ? verdict === right : verdict !== undefined;
  // Under load a test that waits for a state may come to its limit.
  const late = /was ended after|imed out|within \d+/.test(said);
  if (!holds && late) return life.tally.count('ended');
  page.holds(
    holds,
    `a check of ${lesson.name} came to ${verdict ?? 'no verdict'} in place of ${right ?? 'one'}: ${(said || answer.text).slice(0, 300)}`,
    ['lab', 'servers', 'disk', 'processes'],
  );
}
