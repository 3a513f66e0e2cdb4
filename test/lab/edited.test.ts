import { beforeAll, describe, expect, inject, test } from 'vitest';
import { loadExample } from '../../src/course/example.ts';
import { projectFolder } from '../../src/course/project.ts';
import type { Provider } from '../../src/services/service.ts';
import { openServices } from '../../src/services/services.ts';
import { eventsOf, openLab, ownHeaders, send } from './lab-client.ts';

let services: Provider;

beforeAll(async () => {
  services = await openServices({ root: inject('servicesRoot') });
});

const gap = loadExample('redis/pub-sub-gap').files[0]!.source;
const publisher = loadExample('redis/pub-sub').files.find(({ path }) =>
  path.endsWith('publisher.ts'),
)!.source;

/** An example that borrows one module of a folder that has two. */
const borrowing = {
  'examples/redis/one.ts': `/**\n * @title One\n */\nimport { name } from './two/name.ts';\nconsole.log(name);\n`,
  'examples/redis/two/program.ts':
    '/**\n * @title Two\n * @pane program\n */\n',
  'examples/redis/two/name.ts': `export const name: string = 'borrowed';\n`,
  'examples/redis/two/other.ts': `export { name as other } from './name.ts';\n`,
};

/** Runs an example with some of its files edited. */
async function runEdited(
  example: string,
  files: unknown,
  examples?: Record<string, string>,
) {
  const lab = await openLab(services, examples && { examples });
  const { status, text } = await send(lab.port, {
    method: 'POST',
    path: '/lab/runs',
    headers: ownHeaders(lab),
    body:
      typeof files === 'string' ? files : JSON.stringify({ example, files }),
  });
  if (status !== 200) {
    return { status, error: (JSON.parse(text) as { error: string }).error };
  }
  const events = eventsOf(text);
  const written = (stream: string) =>
    events
      .flatMap((each) =>
        each.event === stream && 'text' in each ? each.text : '',
      )
      .join('');
  return {
    status,
    events,
    out: written('stdout'),
    err: written('stderr'),
    end: events.at(-1),
  };
}

describe('an edited example', () => {
  test('is run as it was written, with its packages', async () => {
    const { out, end } = await runEdited('redis/pub-sub-gap', {
      'pub-sub-gap.ts': gap.replace('disk 91%', 'disk 1%'),
    });
    expect(out).toContain('heard disk 1%, disk 99%');
    expect(end).toMatchObject({ outcome: 'finished', left: [] });
  });

  test('runs with the files that were not edited', async () => {
    const { out } = await runEdited('redis/pub-sub', {
      'publisher.ts': publisher.replace('disk 92%', 'disk 2%'),
    });
    expect(out).toContain('heard "disk 2%" on monitoring');
  });

  test('leaves the file of the course as it was', () => {
    expect(loadExample('redis/pub-sub-gap').files[0]!.source).toBe(gap);
  });

  test('waits for the line that its own header names', async () => {
    const { out, end } = await runEdited('redis/pub-sub', {
      'publisher.ts': publisher.replace(
        '@after subscriber: listening',
        '@after subscriber: no such line',
      ),
      'subscriber.ts':
        '/**\n * @pane subscriber\n */\nconsole.log("something else");\n',
    });
    expect(out).toContain('something else');
    expect(end).toMatchObject({
      outcome: 'failed',
      message: expect.stringContaining(
        'waited for the line "no such line" of "subscriber"',
      ) as string,
    });
  });

  test('has the services of the original, whatever its header says', async () => {
    const { out } = await runEdited('redis/pub-sub-gap', {
      'pub-sub-gap.ts': 'console.log(process.env.REDIS_URL);',
    });
    expect(out).toMatch(/^redis:\/\/127\.0\.0\.1:\d+\n$/);
  });

  test('has the services that its header adds', async () => {
    const { out } = await runEdited('redis/pub-sub-gap', {
      'pub-sub-gap.ts':
        '/**\n * @uses memcached\n */\nconsole.log(process.env.MEMCACHE_SERVERS);',
    });
    expect(out).toMatch(/^127\.0\.0\.1:\d+\n$/);
  });

  test.each([
    ['a syntax error', 'const a = ;', /SyntaxError/],
    ['a type that cannot be stripped', 'enum A { B }', /enum is not supported/],
    [
      'an unknown package',
      'import "no-such-package";',
      /Cannot find package 'no-such-package' imported from examples\/redis\/pub-sub-gap\.ts/,
    ],
    [
      'an unknown file',
      'import "./nothing.ts";',
      /Cannot find module 'examples\/redis\/nothing\.ts'/,
    ],
    [
      'a file of the project',
      'import "../../../../../src/lab/limits.ts";',
      /ERR_ACCESS_DENIED/,
    ],
    ['an error', 'throw new Error("mine");', /Error: mine/],
  ])('says what Node says of %s', async (_what, line, said) => {
    const { err, events } = await runEdited('redis/pub-sub-gap', {
      'pub-sub-gap.ts': `\n\n${line}\n`,
    });
    expect(err).toMatch(said);
    expect(err).not.toContain(projectFolder);
    expect(err).not.toContain('.cache');
    expect(events).toContainEqual(
      expect.objectContaining({ event: 'end', code: 1 }),
    );
  });

  test('names the line of a syntax error', async () => {
    const { err } = await runEdited('redis/pub-sub-gap', {
      'pub-sub-gap.ts': '\n\nconst a = ;\n',
    });
    expect(err).toMatch(/^examples\/redis\/pub-sub-gap\.ts:3$/m);
  });
});

describe('an edited example that borrows', () => {
  const edited = (source: string) =>
    runEdited('redis/one', { 'one.ts': source }, borrowing);

  test('runs with the modules as the course has them', async () => {
    const { out } = await edited(
      `import { name } from './two/name.ts';\nconsole.log('mine', name);\n`,
    );
    expect(out).toBe('mine borrowed\n');
  });

  test('may borrow another module', async () => {
    const { out } = await edited(
      `import { other } from './two/other.ts';\nconsole.log(other);\n`,
    );
    expect(out).toBe('borrowed\n');
  });

  test('is told by Node of a module that is not there', async () => {
    const { err } = await edited(`import './two/nothing.ts';\n`);
    expect(err).toContain("Cannot find module 'examples/redis/two/nothing.ts'");
  });

  test('has no edits of what it borrows', async () => {
    const { status, error } = await runEdited(
      'redis/one',
      { 'name.ts': '' },
      borrowing,
    );
    expect(status).toBe(400);
    expect(error).toContain('The example redis/one has no file "name.ts".');
  });
});

describe('refuses, with a sentence,', () => {
  const one = { 'pub-sub-gap.ts': 'x' };
  const refused: [string, number, RegExp, string, unknown][] = [
    [
      'a file that the example does not have',
      400,
      /has no file "pub-sub-gap\.js"\. Did you mean "pub-sub-gap\.ts"/,
      'redis/pub-sub-gap',
      { 'pub-sub-gap.js': '' },
    ],
    [
      'a path for a file',
      400,
      /has no file "\.\.\/pub-sub-gap\.ts"/,
      'redis/pub-sub-gap',
      { '../pub-sub-gap.ts': '' },
    ],
    [
      'an absolute path',
      400,
      /has no file/,
      'redis/pub-sub-gap',
      { '/etc/passwd': '' },
    ],
    [
      '__proto__ for a file',
      400,
      /has no file "__proto__"/,
      '',
      '{"example":"redis/pub-sub-gap","files":{"__proto__":"x"}}',
    ],
    [
      'constructor for a file',
      400,
      /has no file/,
      'redis/pub-sub-gap',
      { constructor: 'x' },
    ],
    [
      'a source that is no text',
      400,
      /must be a text/,
      'redis/pub-sub-gap',
      { 'pub-sub-gap.ts': { a: 1 } },
    ],
    ['files that are none', 400, /must hold sources/, 'redis/pub-sub-gap', 7],
    [
      'a huge file',
      400,
      /has 70000 characters, and a file may have 65536/,
      'redis/pub-sub-gap',
      { 'pub-sub-gap.ts': 'x'.repeat(70_000) },
    ],
    ['an unknown example', 404, /Did you mean/, 'redis/pub-sub-gip', one],
    [
      'an unknown tag',
      422,
      /pub-sub-gap\.ts: its header has the unknown tag @pan/,
      'redis/pub-sub-gap',
      { 'pub-sub-gap.ts': '/**\n * @pan x\n */' },
    ],
    [
      'panes that wait for each other',
      422,
      /wait for each other/,
      'redis/pub-sub',
      {
        'too-early.ts': '/**\n * @pane too-early\n * @after publisher: x\n */',
      },
    ],
    [
      'a pane for a file that stands alone',
      422,
      /stands alone/,
      'redis/pub-sub-gap',
      { 'pub-sub-gap.ts': '/**\n * @pane x\n */' },
    ],
  ];
  test.each(refused)('%s', async (_what, expected, said, example, files) => {
    const { status, error } = await runEdited(example, files);
    expect(status).toBe(expected);
    expect(error).toMatch(said);
    expect(error).toMatch(/[.?]$/);
  });
});
