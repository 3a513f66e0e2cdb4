import { Workbook } from '../../../src/lab/workbook.ts';

// Saves two texts in turn, until it is killed; says when it has saved both.
const [folder = '', lesson = ''] = process.argv.slice(2);
const workbook = new Workbook(folder);
const texts = ['a', 'b'].map((each) => each.repeat(50_000));
let version: string | undefined;
for (let time = 1; ; time++) {
  version = workbook.save(lesson, texts[time % 2]!, version);
  if (time === 2) process.send!('saving');
}
