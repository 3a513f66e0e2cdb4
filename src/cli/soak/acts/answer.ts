import type { Chance } from '../chance.ts';
import type { Act, Life } from '../life.ts';
import type { Page } from '../page.ts';

/** Saves answers, as pages do that know what they have seen. */
export const answer: Act = {
  name: 'answer',
  weight: 20,
  kind: 'life',
  uses: [],
  async run(life, chance) {
    const { name } = chance.pick(life.lessons);
    const page = await life.page(chance);
    await life.answers.inTurn(name, async () => {
      if (!(await look(life, page, name))) return;
      const lot = chance.number(10);
      if (lot === 0 && life.answers.lastOf(name) !== undefined)
        await resetAndUndo(life, page, name);
      else if (lot === 1) await bothAtOnce(life, page, name, chance);
      else await save(life, page, name, textOf(chance));
    });
  },
};

/** An answer that no other one is, of some length and with other alphabets. */
function textOf(chance: Chance): string {
  const line = `// ${chance.pick(['a line', 'é — 好', '😀', '\t;'])}\n`;
  const mark = `// ${chance.number(2 ** 31)}-${chance.number(2 ** 31)}\n`;
  const most = Math.floor(65_000 / line.length);
  return mark + line.repeat(chance.number(chance.percent(20) ? most : 50));
}

/** Compares what the lab has with what it must have; whether that was seen. */
export async function look(
  life: Life,
  page: Page,
  lesson: string,
): Promise<boolean> {
  const { answers } = life;
  let answer = await page.ask('/lab/answers', { lesson });
  if (answer?.status !== 200) return false;
  // A reset that was not undone, as when the lab died in the middle.
  const isReset = answer.value['source'] !== answers.lastOf(lesson);
  if (isReset && answers.mayBeReset(lesson) && answer.value['undo'] === true) {
    answer = await page.ask('/lab/answers/undo', { lesson });
    if (answer?.status !== 200) return false;
  }
  const { source, version } = answer.value;
  answers.found(lesson, source as string, version as string | undefined);
  return true;
}

async function save(
  life: Life,
  page: Page,
  lesson: string,
  source: string,
): Promise<boolean> {
  const { answers } = life;
  const version = answers.versionOf(lesson);
  answers.sent(lesson, source);
  const answer = await page.ask('/lab/answers/save', {
    ...{ lesson, source },
    ...(version && { version }),
  });
  if (answer?.status === 200) {
    answers.acknowledged(lesson, source, answer.value['version'] as string);
    return true;
  }
  if (answer) page.holds(false, `a save was refused: ${answer.text}`, ['disk']);
  return false;
}

/** Two pages save what they have seen: one of them is told of the other. */
async function bothAtOnce(
  life: Life,
  page: Page,
  lesson: string,
  chance: Chance,
) {
  const { answers } = life;
  const version = answers.versionOf(lesson);
  const sources = [textOf(chance), textOf(chance)];
  for (const source of sources) answers.sent(lesson, source);
  const saved = await Promise.all(
    sources.map((source) =>
      page.ask('/lab/answers/save', {
        ...{ lesson, source },
        ...(version && { version }),
      }),
    ),
  );
  const done = saved.flatMap((each, index) =>
    each?.status === 200 ? [{ ...each, source: sources[index]! }] : [],
  );
  page.holds(
    done.length === 1,
    `of two answers to ${lesson} that were saved over the same, ${done.length} were taken.`,
    ['lab', 'disk'],
  );
  const [one] = done;
  if (one)
    answers.acknowledged(lesson, one.source, one.value['version'] as string);
}

async function resetAndUndo(life: Life, page: Page, lesson: string) {
  const { answers } = life;
  const before = answers.lastOf(lesson)!;
  answers.resets(lesson);
  const reset = await page.ask('/lab/answers/reset', { lesson });
  if (reset?.status !== 200) {
    if (reset) page.holds(false, `a reset: ${reset.text}`, ['disk']);
    return;
  }
  const undone = await page.ask('/lab/answers/undo', { lesson });
  if (undone?.status !== 200) {
    if (undone) page.holds(false, `an undo: ${undone.text}`, ['disk']);
    return;
  }
  const { source, version } = undone.value;
  if (answers.found(lesson, source as string, version as string))
    page.holds(source === before, `an undo of ${lesson} gave another.`, []);
}
