import { Workbook } from '../../../src/lab/workbook.ts';

// Takes back its own undoing, until it is killed; says when it has begun.
const [folder = '', lesson = ''] = process.argv.slice(2);
const workbook = new Workbook(folder);
workbook.save(lesson, 'a'.repeat(50_000));
workbook.save(lesson, 'b'.repeat(50_000), workbook.reset(lesson).version);
for (let time = 1; ; time++) {
  workbook.undo(lesson);
  if (time === 2) process.send!('undoing');
}
