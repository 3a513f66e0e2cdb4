import { describe, expect, test } from 'vitest';
import { OLD_ARTICLE } from '../../src/course/old-article.ts';
import { lessonNames, loadLesson } from '../../src/course/lesson.ts';

const lessons = lessonNames().map((name) => loadLesson(name));
/** The tracks whose lessons all stand. */
const WHOLE = ['memcached'];

const known = new Map(OLD_ARTICLE.map((section) => [section.row, section]));

describe.each(OLD_ARTICLE)('$row, $about', ({ row, lessons: names, words }) => {
  const standing = lessons.filter(({ name }) => names.includes(name));
  const isWhole = names.every((name) => WHOLE.includes(name.split('/')[0]!));

  test.runIf(isWhole)('is covered by the lessons that are to cover it', () => {
    expect(standing.map(({ name }) => name)).toEqual(names);
  });

  test.runIf(standing.length > 0)('is named by its lessons', () => {
    for (const { name, frontmatter } of standing)
      expect(frontmatter.seed, name).toContain(row);
  });

  test.runIf(isWhole)('is found in them by its own words', () => {
    const text = standing
      .map(({ body, frontmatter }) => `${frontmatter.tags.join(' ')} ${body}`)
      .join('\n')
      .toLowerCase();
    const missing = words.filter((word) => !text.includes(word.toLowerCase()));
    expect(missing).toEqual([]);
  });
});

test('no lesson names a section that does not know of it', () => {
  for (const { name, frontmatter } of lessons)
    for (const row of frontmatter.seed)
      if (known.has(row)) expect(known.get(row)!.lessons).toContain(name);
      else expect.soft(row, name).toMatch(/^S2[345]$/);
});
