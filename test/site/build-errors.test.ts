import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { buildSite, copyOfFixture } from './build-site.ts';

const prose = 'lessons/redis/01-greeting/lesson.mdx';

/** What a build prints when the lesson's text is changed so. */
async function failure(
  name: string,
  change: [before: string, after: string],
): Promise<string> {
  const course = copyOfFixture(name);
  const file = path.join(course, prose);
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(change[0]);
  writeFileSync(file, text.replace(change[0], change[1]));
  const error = await buildSite({ course }).catch((reason: Error) => reason);
  expect(error).toBeInstanceOf(Error);
  return (error as Error).message;
}

test('an unknown region names lesson, file, region and remedy', async () => {
  const said = await failure('region', ['region="greet"', 'region="gret"']);
  expect(said).toContain(
    `${prose}: it shows the region "gret" of examples/redis/greeting/speaker.ts, and that file has no such region. Did you mean "greet"?`,
  );
});

test('a missing file names lesson, file and remedy', async () => {
  const said = await failure('file', [
    'file="redis/greeting/speaker.ts"',
    'file="redis/greeting/speakr.ts"',
  ]);
  expect(said).toContain(
    `${prose}: it shows examples/redis/greeting/speakr.ts, and there is no such file.`,
  );
  expect(said).toContain('Did you mean "examples/redis/greeting/speaker.ts"?');
});

test('an unknown example names the lesson and the nearest', async () => {
  const said = await failure('example', [
    '<Example name="redis/greeting"',
    '<Example name="redis/greetin"',
  ]);
  expect(said).toContain(
    `${prose}: it shows the example "redis/greetin", and there is no such example. Did you mean "redis/greeting"?`,
  );
});

test('lines of an output that are not there name lesson and output', async () => {
  const said = await failure('lines', ['lines="1-2"', 'lines="2-9"']);
  expect(said).toContain(
    `${prose}: it shows lines "2-9" of the output of speaker of redis/greeting. That output has 2 lines`,
  );
});

test('a fault at a moment that was not recorded names the lesson and the moments', async () => {
  const fault = `{ fault: 'kill', pane: 'speaker', when: { pane: 'speaker', line: 'hallo' } }`;
  const said = await failure('fault', [
    '## What happened\n',
    `<Fault example="redis/greeting" fault={${fault}}>Kill it</Fault>\n\n## What happened\n`,
  ]);
  expect(said).toContain(
    `${prose}: the fault "kill speaker" of redis/greeting waits for "hallo" of speaker, which is not in its recording. There are: `,
  );
});

test('frontmatter that is not as it must be names the lesson', async () => {
  const said = await failure('frontmatter', ['minutes: 10', 'minutes: soon']);
  expect(said).toContain('minutes');
  expect(said).toContain('greeting');
});

test('an example without a recording says how to record it', async () => {
  const course = copyOfFixture('recording');
  rmSync(path.join(course, 'examples/redis/greeting/run.jsonl'));
  await expect(buildSite({ course })).rejects.toThrow(
    'examples/redis/greeting/run.jsonl: there is no recording. Run: npm run record -- redis/greeting',
  );
});
