import { describe, expect, test } from 'vitest';
import { OLD_ARTICLE, type OldSection } from '../../src/course/old-article.ts';
import { lessonNames, loadLesson } from '../../src/course/lesson.ts';

const lessons = lessonNames().map((name) => loadLesson(name));

const known = new Map(OLD_ARTICLE.map((section) => [section.row, section]));

const standingOf = ({ lessons: names }: OldSection) =>
  lessons.filter(({ name }) => names.includes(name));

describe.each(OLD_ARTICLE)('$row, $about', (section) => {
  const standing = standingOf(section);

  test('is covered by the lessons that are to cover it', () => {
    expect(standing.map(({ name }) => name)).toEqual(section.lessons);
  });

  test('is found in them by its own words', () => {
    const text = standing
      .map(({ body, frontmatter }) => `${frontmatter.tags.join(' ')} ${body}`)
      .join('\n')
      .toLowerCase();
    const missing = section.words.filter(
      (word) => !text.includes(word.toLowerCase()),
    );
    expect(missing).toEqual([]);
  });
});

test('the old article has twenty-two sections', () => {
  const rows = OLD_ARTICLE.map(({ row }) => row);
  expect(rows).toEqual(Array.from({ length: 22 }, (_, i) => `S${i + 1}`));
});

test('each section is named by the lessons that are to cover it', () => {
  for (const section of OLD_ARTICLE)
    for (const { name, frontmatter } of standingOf(section))
      expect(frontmatter.seed, name).toContain(section.row);
});

test('no lesson names a section that does not know of it', () => {
  for (const { name, frontmatter } of lessons)
    for (const row of frontmatter.seed)
      if (known.has(row)) expect(known.get(row)!.lessons).toContain(name);
      else expect.soft(row, name).toMatch(/^S2[345]$/);
});
