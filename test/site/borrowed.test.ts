import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { loadExample } from '../../src/course/example.ts';
import { saveRecording } from '../../src/course/recording.ts';
import { buildSite, copyOfFixture } from './build-site.ts';

const hello = 'examples/memcached/hello.ts';

/** The fixture, with a program that borrows from another example. */
function courseThatBorrows(): string {
  const course = copyOfFixture('borrowed');
  const at = (file: string) => path.join(course, file);
  mkdirSync(at('examples/memcached/words'));
  const program = '/**\n * @title Words\n * @pane words\n */\n';
  writeFileSync(at('examples/memcached/words/words.ts'), program);
  const modules = {
    word: `export { letters as word } from './letters.ts';\n`,
    letters: `export const letters = 'hello';\n`,
  };
  for (const [name, source] of Object.entries(modules))
    writeFileSync(at(`examples/memcached/words/${name}.ts`), source);
  const source = readFileSync(at(hello), 'utf8');
  writeFileSync(
    at(hello),
    source
      .replace('const', "import { word } from './words/word.ts';\n\nconst")
      .replace("= 'hello'", '= word'),
  );
  // What it prints is the same: only the source of its recording is not.
  const { recording, sourceHash } = loadExample('memcached/hello', course);
  const recorded = readFileSync(at(recording), 'utf8');
  writeFileSync(
    at(recording),
    recorded.replace(/"source":"\w+"/, `"source":"${sourceHash}"`),
  );
  const words = loadExample('memcached/words', course);
  saveRecording(
    {
      example: words.name,
      source: words.sourceHash,
      verified: { node: '26.10.0' },
      panes: ['words'],
      events: [{ t: 1, event: 'end', outcome: 'finished', left: [] }],
    },
    course,
  );
  return course;
}

test('a bench names the modules that its program borrows, and has no tabs for them', async () => {
  const site = await buildSite({ course: courseThatBorrows() });
  const read = (file: string) => readFileSync(path.join(site, file), 'utf8');
  const page = read('memcached/first-words/index.html');
  expect(page).toMatch(
    /<p class="borrowed"[^>]*>with <a href="[^"]*\/examples\/memcached\/words\/#files"[^>]*>words\/letters\.ts, words\/word\.ts<\/a><\/p>/,
  );
  expect(page).not.toMatch(/<label[^>]*>word\.ts/);
  const originals = JSON.parse(
    read('originals/memcached/hello.json'),
  ) as object;
  expect(Object.keys(originals)).toEqual(['memcached/hello.ts']);
  const own = read('examples/memcached/hello/index.html');
  expect(own).toMatch(
    /It imports modules of <a href="[^"]*words\/"[^>]*>Words</,
  );
  expect(own).not.toContain('letters = ');
  expect(read('redis/greeting/index.html')).not.toContain('class="borrowed"');
});
