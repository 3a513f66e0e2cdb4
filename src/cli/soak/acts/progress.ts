import { timeOf } from '../../../course/progress.ts';
import type { Act } from '../life.ts';

const MARKS = ['read', 'unread', 'saw solution', 'solved', 'open again'];

/** Notes how far a learner is, as a page does. */
export const progress: Act = {
  name: 'progress',
  weight: 8,
  kind: 'life',
  uses: [],
  async run(life, chance) {
    const time = timeOf(new Date());
    const lines = Array.from(
      { length: 1 + chance.number(4) },
      () => `${chance.pick(life.lessons).name}: ${chance.pick(MARKS)} ${time}`,
    );
    if (chance.percent(10)) lines.push('a line that is none of ours');
    const text = ['version 1', ...lines, ''].join('\n');
    const page = await life.page(chance);
    const answer = await page.ask('/lab/progress', { text });
    if (answer?.status === 200) {
      life.marks.acknowledged(text);
      life.tally.count('marks', lines.length);
      if (!life.marks.areIn(String(answer.value['text'])))
        life.tally.problem('progress that was acknowledged is in no answer.');
    } else if (answer) {
      page.holds(false, `progress was refused: ${answer.text}`, ['disk']);
    }
  },
};
