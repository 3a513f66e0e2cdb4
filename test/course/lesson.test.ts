import { expect, test } from 'vitest';
import { checkAnatomy } from '../../src/course/anatomy.ts';
import { lessonNames, loadLesson } from '../../src/course/lesson.ts';
import { fixtureProject } from '../setup/fixture-project.ts';

const frontmatter = `title: Keys
outcome: Store and read a value, and know what is missing.
minutes: 10
uses: [redis]
examples: [redis/keys]
seed: [S14]
tags: [get, set]`;

const prose = `What goes wrong without it, in a sentence.

## Predict
<Predict>Which?<Choice text="a" right>Yes</Choice></Predict>
<Example name="redis/keys" />

## What happened
<Code file="redis/keys.ts" region="a" />

## Break it
<Example name="redis/keys" />

## In practice
- A [fact](https://redis.io/).

## From Python
\`\`\`python
# ## not a heading
r.get("a")
\`\`\`

## Exercise
<Exercise>Do it.
<Hint>one</Hint>
<Hint>two</Hint>
<Hint>three</Hint>
</Exercise>

## Recap
| command | reply |
| --- | --- |

## Go further
- [Docs](https://redis.io/)
`;

function project(changes: Record<string, string | undefined> = {}) {
  const folder = 'lessons/redis/01-keys';
  const files: Record<string, string | undefined> = {
    'lesson.mdx': `---\n${frontmatter}\n---\n\n${prose}`,
    'exercise.ts': '',
    'solution.ts': '',
    'check.test.ts': '',
    'wrong/a.ts': '// Fails: reads a value\n',
    'wrong/b.ts': '// Fails: reads a value\n',
    ...changes,
  };
  return fixtureProject(
    Object.fromEntries(
      Object.entries(files).flatMap(([file, text]) =>
        text === undefined ? [] : [[`${folder}/${file}`, text]],
      ),
    ),
  );
}

const load = (changes?: Record<string, string | undefined>) =>
  loadLesson('redis/keys', project(changes));
const withProse = (change: (text: string) => string) => ({
  'lesson.mdx': `---\n${frontmatter}\n---\n\n${change(prose)}`,
});

test('a folder is a lesson: its prefix gives the order, its name the slug', () => {
  const root = project();
  expect(lessonNames(root)).toEqual(['redis/keys']);
  const lesson = loadLesson('redis/keys', root);
  expect(lesson.order).toBe(1);
  expect(lesson.wrong.map(({ failsIn }) => failsIn)).toEqual([
    'reads a value',
    'reads a value',
  ]);
  expect(() => checkAnatomy(lesson)).not.toThrow();
});

test.each([
  [
    'a missing file',
    { 'solution.ts': undefined },
    /01-keys\/solution\.ts: the file is missing/,
  ],
  [
    'no frontmatter',
    { 'lesson.mdx': prose },
    /does not begin with frontmatter/,
  ],
  [
    'an unknown field',
    { 'lesson.mdx': `---\n${frontmatter}\nauthor: me\n---\n` },
    /lesson\.mdx: its frontmatter is wrong .*author/,
  ],
  [
    'a field of the wrong kind',
    { 'lesson.mdx': `---\n${frontmatter.replace('10', 'ten')}\n---\n` },
    /wrong at "minutes"/,
  ],
  [
    'an unknown service',
    {
      'lesson.mdx': `---\n${frontmatter.replace('[redis]', '[reddis]')}\n---\n`,
    },
    /wrong at "uses/,
  ],
  [
    'frontmatter that is not YAML',
    { 'lesson.mdx': '---\na: [\n---\n' },
    /not YAML/,
  ],
  [
    'a wrong answer that names no test',
    { 'wrong/a.ts': 'export {};\n' },
    /wrong\/a\.ts: its first line does not name the test/,
  ],
])('%s is an error that names the file', (_what, changes, message) => {
  expect(() => load(changes)).toThrow(message);
});

test('an unknown lesson is an error with the nearest name', () => {
  expect(() => loadLesson('redis/kyes', project())).toThrow(
    'Did you mean "redis/keys"?',
  );
});

test('a folder without a number is an error', () => {
  const root = fixtureProject({ 'lessons/redis/keys/lesson.mdx': '' });
  expect(() => lessonNames(root)).toThrow(
    /lessons\/redis\/keys: its name has not the form NN-slug/,
  );
});

test.each([
  [
    'a part',
    (text: string) => text.replace(/## Break it[\s\S]*?(?=## In)/, ''),
    /its parts are: .*Expected, in this order/,
  ],
  [
    'the order of its parts',
    (text: string) =>
      text
        .replace('## Predict', '## Recap')
        .replace('## Recap\n|', '## Predict\n|'),
    /Expected, in this order/,
  ],
  [
    'the problem',
    (text: string) => text.replace(/^.*\n/, ''),
    /lacks the two or three sentences/,
  ],
  [
    'a prediction',
    (text: string) => text.replace(/<Predict>.*/, ''),
    /"Predict" lacks a <Predict>/,
  ],
  [
    'a source',
    (text: string) => text.replace('(https://redis.io/).', ''),
    /"In practice" lacks a source/,
  ],
  [
    'a hint',
    (text: string) => text.replace('<Hint>two</Hint>', ''),
    /"Exercise" lacks three hints/,
  ],
  [
    'the table',
    (text: string) => text.replace(/\|.*\|/g, ''),
    /"Recap" lacks a table/,
  ],
])('a lesson that lacks %s is an error', (_what, change, message) => {
  const lesson = load(withProse(change));
  expect(() => checkAnatomy(lesson)).toThrow(message);
});

test('one wrong answer is not enough', () => {
  expect(() => checkAnatomy(load({ 'wrong/b.ts': undefined }))).toThrow(
    /it holds 1 wrong answer/,
  );
});
