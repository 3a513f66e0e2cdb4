import { expect, test } from 'vitest';
import type { Lesson } from '../../src/course/lesson.ts';
import type { TrackOfLessons } from '../../src/site/course-of-lessons.ts';
import { exportedFunctions } from '../../src/site/teach/exported-functions.ts';
import {
  afternoon,
  duration,
  minutesOf,
  week,
} from '../../src/site/teach/plans.ts';
import { openSite } from './open-site.ts';

/** A track of lessons that take these minutes: `redis/1`, `redis/2`, … */
function track(name: 'redis' | 'orm', minutes: number[]): TrackOfLessons {
  const lessons = minutes.map((each, index) => ({
    name: `${name}/${index + 1}`,
    frontmatter: { minutes: each },
  }));
  return { track: name, title: name, lessons: lessons as unknown as Lesson[] };
}

const names = (lessons: Lesson[]) => lessons.map(({ name }) => name);

test('an afternoon takes the first lesson of each track, then the second, as long as they fit', () => {
  const tracks = [track('redis', [20, 30, 40, 5]), track('orm', [30, 20])];
  expect(names(afternoon(tracks))).toEqual([
    'redis/1',
    'redis/2',
    'orm/1',
    'orm/2',
  ]);
  expect(minutesOf(afternoon(tracks))).toBe(100);
});

test('an afternoon takes all where there is little', () => {
  expect(names(afternoon([track('redis', [15])]))).toEqual(['redis/1']);
  expect(afternoon([])).toEqual([]);
});

test('a week has a day for each track, and leaves for home what does not fit', () => {
  const [redis, orm] = week([
    track('redis', [200, 40, 20]),
    track('orm', [15]),
  ]);
  expect(names(redis!.lessons)).toEqual(['redis/1', 'redis/2']);
  expect(redis!.left).toBe(1);
  expect(orm!.left).toBe(0);
});

test.each([
  [0, '0 min'],
  [45, '45 min'],
  [60, '1 h'],
  [195, '3 h 15 min'],
])('%i minutes read %s', (minutes, read) => {
  expect(duration(minutes)).toBe(read);
});

test('what an exercise has them write are the functions and classes that it exports', () => {
  const stub = `export interface A {}
export const Product = defineEntity({});
function inner() {}
export async function publish(
export function* each() {}
export class Lock {}
// export function not() {}
`;
  expect(exportedFunctions(stub)).toEqual(['publish', 'each', 'Lock']);
});

const site = openSite();

test('the page for teachers has each lesson with its minutes, servers and what is written', async () => {
  const page = await site.open('/teach/');
  const rows = page.locator('.lessons tbody tr:not(.of-track)');
  expect(await rows.allInnerTexts()).toEqual([
    expect.stringMatching(/^First words\s+\d+\s+Memcached\s+greet$/),
    expect.stringMatching(/^Greet whoever listens\s+\d+\s+Redis\s+greet$/),
  ]);
});

test('it is one press from the first page, and leads back to each lesson', async () => {
  const page = await site.open('/');
  await page.locator('.paths').getByRole('link', { name: 'Teach' }).click();
  await page.getByRole('heading', { level: 1, name: 'A class' }).waitFor();
  await page.locator('.lessons').getByRole('link').last().click();
  await page.locator('.in-bench').waitFor();
});

test('its contents name each of its parts, in their order', async () => {
  const page = await site.open('/teach/');
  const parts = await page.locator('main > h2').allInnerTexts();
  expect(await page.locator('.contents a').allInnerTexts()).toEqual(parts);
});
