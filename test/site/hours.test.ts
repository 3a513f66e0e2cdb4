import { expect, test } from 'vitest';
import { lessonNames, loadLesson } from '../../src/course/lesson.ts';
import { hours } from '../../src/site/course/hours.ts';

test.each(hours)('“$need” is an hour of lessons that stand', ({ lessons }) => {
  expect(lessonNames()).toEqual(expect.arrayContaining(lessons));
  const minutes = lessons.map((name) => loadLesson(name).frontmatter.minutes);
  const all = minutes.reduce((sum, each) => sum + each, 0);
  expect(all).toBeLessThanOrEqual(60);
  expect(all).toBeGreaterThanOrEqual(40);
});
