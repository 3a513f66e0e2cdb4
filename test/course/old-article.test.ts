import { describe, expect, test } from 'vitest';
import { lessonNames, loadLesson } from '../../src/course/lesson.ts';
import {
  CHAPTERS,
  OLD_ARTICLE,
  oldNames,
} from '../../src/course/old-article.ts';
import { LINKED_ARTICLE } from '../../src/course/old-article/linked-article.ts';
import { LOOK_FIRST } from '../../src/course/old-article/look-first.ts';

const lessons = lessonNames().map((name) => loadLesson(name));

const sections = CHAPTERS.flatMap((chapter) => chapter.sections);

/** What a section, of either article, has lessons for. */
const toCover = (section: (typeof sections)[number]) =>
  'parts' in section
    ? section.parts.flatMap((part) => part.lessons)
    : section.lessons;

const standingOf = (section: (typeof sections)[number]) =>
  lessons.filter(({ name }) => toCover(section).includes(name));

describe.each(OLD_ARTICLE)('$row, $about', (section) => {
  test('is covered by the lessons that are to cover it', () => {
    const names = standingOf(section).map(({ name }) => name);
    expect(names).toEqual(section.lessons);
  });

  test('is named by each of them', () => {
    for (const { name, frontmatter } of standingOf(section))
      expect(frontmatter.seed, name).toContain(section.row);
  });

  test('says what was said, and what is so today', () => {
    expect(section.pairs.length).toBeGreaterThan(0);
  });
});

describe.each(sections)('the words of $row, $about', (section) => {
  test('are in its lessons', () => {
    const text = standingOf(section)
      .map(({ body, frontmatter }) => `${frontmatter.tags.join(' ')} ${body}`)
      .join('\n')
      .toLowerCase();
    const missing = section.words.filter(
      (word) => !text.includes(word.toLowerCase()),
    );
    expect(missing).toEqual([]);
  });

  test('are in each thing that it says', () => {
    const nameless = section.pairs
      .map(({ said, code = [] }) => [said, ...code].join('\n'))
      .filter((old) => !section.words.some((word) => old.includes(word)));
    expect(nameless).toEqual([]);
  });
});

test('the old article has twenty-two sections', () => {
  const rows = OLD_ARTICLE.map(({ row }) => row);
  expect(rows).toEqual(Array.from({ length: 22 }, (_, i) => `S${i + 1}`));
});

test('the chapters have all of them, in this order, and then what is linked to', () => {
  expect(sections).toEqual([...OLD_ARTICLE, ...LINKED_ARTICLE]);
});

test('no lesson names a section that does not know of it', () => {
  const known = new Map(sections.map((section) => [section.row, section]));
  for (const { name, frontmatter } of lessons)
    for (const row of frontmatter.seed) {
      const section = known.get(row);
      expect(section && toCover(section), `${row} of ${name}`).toContain(name);
    }
});

test('what stands between backticks is closed by one', () => {
  const open = sections
    .flatMap(({ does, pairs }) => [
      does,
      ...pairs.flatMap(({ said, is }) => [said, is]),
    ])
    .filter((text) => text.split('`').length % 2 === 0);
  expect(open).toEqual([]);
});

test('the index has flags, and then names by their letters', () => {
  const index = oldNames();
  const names = index.map(({ name }) => name);
  expect(names.slice(0, 3)).toEqual(['-d', '-l', '-m']);
  expect(names.indexOf('set')).toBe(names.indexOf('SET') - 1);
  expect(names.indexOf('_get_server')).toBe(names.indexOf('get_slabs') - 1);
  const rows = index
    .find(({ name }) => name === 'delete')!
    .sections.map(({ row }) => row);
  expect(rows).toEqual(['S2', 'S5']);
});

test('each line to look for first has a section that tells of it', () => {
  const ids = sections.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toEqual(
    expect.arrayContaining(LOOK_FIRST.map(({ section }) => section)),
  );
});
