import { describe, expect, test } from 'vitest';
import { checkAnatomy } from '../../src/course/anatomy.ts';
import { checkRecap } from '../../src/course/check-recap.ts';
import { checkTasks } from '../../src/course/tasks.ts';
import { exampleNames, loadExample } from '../../src/course/example.ts';
import { lessonNames, loadLesson } from '../../src/course/lesson.ts';
import { loadRecording } from '../../src/course/recording.ts';
import { isMarker } from '../../src/course/regions.ts';

const MAX_LINES = 100;
const MAX_COLUMNS = 72;

const lessons = lessonNames();

test('the course has lessons on every server', () => {
  const uses = lessons.flatMap((name) => loadLesson(name).frontmatter.uses);
  expect([...new Set(uses)].sort()).toEqual([
    'memcached',
    'postgres',
    'rabbitmq',
    'redis',
  ]);
});

describe.each(lessons)('lesson %s', (name) => {
  test('has all its parts, in order', () => checkAnatomy(loadLesson(name)));

  test('has the tasks that its check tests', () =>
    checkTasks(loadLesson(name)));

  test('has headings in its recap that the reference knows', () =>
    checkRecap(loadLesson(name)));

  test('names examples that exist, and shows each of them', () => {
    const lesson = loadLesson(name);
    for (const example of lesson.frontmatter.examples) {
      loadExample(example);
      expect(
        lesson.body,
        `${lesson.file} names ${example} but does not show it`,
      ).toMatch(new RegExp(`(name|example)="${example}"`));
    }
    const shown = [...lesson.body.matchAll(/<Example name="([^"]+)"/g)].map(
      (match) => match[1]!,
    );
    expect(lesson.frontmatter.examples).toEqual(expect.arrayContaining(shown));
  });

  test('starts the services that its examples use', () => {
    const lesson = loadLesson(name);
    const uses = lesson.frontmatter.examples.flatMap(
      (example) => loadExample(example).uses,
    );
    expect(lesson.frontmatter.uses).toEqual(expect.arrayContaining(uses));
  });
});

describe.each(exampleNames())('example %s', (name) => {
  test('fits on a page: lines, columns', () => {
    const example = loadExample(name);
    for (const { path, source } of example.files) {
      const lines = source
        .trimEnd()
        .split('\n')
        .filter((line) => !isMarker(line));
      expect(lines.length, `${path} is too long`).toBeLessThanOrEqual(
        MAX_LINES,
      );
      for (const line of lines)
        expect(line.length, `${path}: ${line}`).toBeLessThanOrEqual(
          MAX_COLUMNS,
        );
    }
  });

  test('has a recording of its present source', () => {
    loadRecording(loadExample(name));
  });

  test('belongs to a lesson', () => {
    const named = lessons.flatMap(
      (lesson) => loadLesson(lesson).frontmatter.examples,
    );
    expect(named).toContain(name);
  });
});
