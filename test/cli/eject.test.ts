import { spawn } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect } from 'amqplib';
import { describe, expect, inject, onTestFinished, test, vi } from 'vitest';
import { parse } from 'yaml';
import { exampleProject } from '../../src/cli/eject/example-project.ts';
import { exerciseProject } from '../../src/cli/eject/exercise-project.ts';
import { startTogether } from '../../src/cli/eject/start-together.ts';
import { writeProject } from '../../src/cli/eject/write-project.ts';
import { compare, describeDifference } from '../../src/course/compare.ts';
import type { RunEvent } from '../../src/course/event.ts';
import {
  exampleNames,
  loadExample,
  type Example,
} from '../../src/course/example.ts';
import { importsOf } from '../../src/course/imports.ts';
import { lessonNames, loadLesson } from '../../src/course/lesson.ts';
import { projectFolder } from '../../src/course/project.ts';
import { loadRecording } from '../../src/course/recording.ts';
import { usualServers } from '../../src/lab/check/usual-servers.ts';
import { managementApi } from '../../src/services/compose/project.ts';
import { readRecord } from '../../src/services/compose/record.ts';
import { managementAddress } from '../../src/services/native/rabbitmq.ts';
import type {
  Addresses,
  LeaseOptions,
  Service,
} from '../../src/services/service.ts';
import { openServices } from '../../src/services/services.ts';
import { readState } from '../../src/services/state.ts';
import { complaints } from '../code/complaints.ts';
import { runCommand } from './command.ts';
import { emptyCourse } from './project-copy.ts';

/** A folder that is there for one test. */
function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'roundtrip-eject-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

/**
 * Makes a project, with the packages of this one: `npm install` would fetch
 * some hundred for each of them. Those that its package.json names are there,
 * and no others.
 */
async function eject(name: string, ...options: string[]) {
  return ejectFrom(projectFolder, name, ...options);
}

/** The same, from another copy of this project. */
async function ejectFrom(cwd: string, name: string, ...options: string[]) {
  const at = path.join(folder(), 'project');
  const args = ['eject', name, at, ...options];
  const { code, stdout, stderr } = await runCommand(args, { cwd });
  expect(code, stderr).toBe(0);
  const { dependencies, devDependencies, scripts } = JSON.parse(
    readFileSync(path.join(at, 'package.json'), 'utf8'),
  ) as Record<string, Record<string, string>>;
  for (const name of Object.keys({ ...dependencies, ...devDependencies })) {
    const link = path.join(at, 'node_modules', name);
    mkdirSync(path.dirname(link), { recursive: true });
    symlinkSync(path.join(projectFolder, 'node_modules', name), link);
  }
  return { at, scripts: scripts!, said: stdout };
}

/** Runs a script of a project on servers at these addresses. */
function npm(at: string, script: string, env: Record<string, string>) {
  const child = spawn('npm', ['run', '--silent', script], {
    cwd: at,
    env: {
      ...process.env,
      PATH: `${path.dirname(process.execPath)}:${process.env.PATH}`,
      VITEST: undefined,
      INIT_CWD: undefined,
      NO_COLOR: '1',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream]
      .setEncoding('utf8')
      .on('data', (text: string) => (said[stream] += text));
  return new Promise<typeof said & { code: number | null }>((resolve) =>
    child.on('close', (code) => resolve({ code, ...said })),
  );
}

async function lease(uses: readonly Service[], options?: LeaseOptions) {
  const services = await openServices({ root: inject('servicesRoot') });
  const taken = await services.lease(uses, options);
  onTestFinished(() => taken.release());
  return taken;
}

/** What was printed, as events of the panes: `worker-a | mailed invoice-1`. */
function eventsOf(panes: string[], said: { stdout: string; stderr: string }) {
  return (['stdout', 'stderr'] as const).flatMap((stream) =>
    said[stream].split(/(?<=\n)/).flatMap((line): RunEvent[] => {
      if (panes.length === 1)
        return [{ t: 0, event: stream, pane: panes[0]!, text: line }];
      const [, pane = '', text = ''] = /^(\S+) +\| (.*\n)/.exec(line) ?? [];
      if (/^\((ended by|exit code) /.test(text)) return [];
      return [{ t: 0, event: stream, pane, text }];
    }),
  );
}

test.each(oneOfEachKind(exampleNames()))(
  'the example %s runs on its own as its recording says',
  async (name) => {
    const example = loadExample(name);
    const { at } = await eject(name);
    const { addresses, aliases } = await lease(example.uses, example);
    const { code, ...said } = await npm(at, 'start', env(addresses));
    expect(code, said.stderr).toBe(0);
    const recording = loadRecording(example);
    const printed = recording.events.filter(
      ({ event }) => event === 'stdout' || event === 'stderr',
    );
    const differences = compare(
      { ...recording, events: printed },
      eventsOf(recording.panes, said),
      aliases,
    );
    expect(differences.map(describeDifference)).toEqual([]);
    if (firstOfTrack(exampleNames()).includes(name))
      expect(await complaints(at, 'typescript/bin/tsc', [])).toBe('');
    expect(readFileSync(path.join(at, 'README.md'), 'utf8')).toContain(
      `# ${example.title}\n`,
    );
    expect(servicesIn(at)).toEqual(servicesOf(example));
  },
);

test.each(exampleNames())('the example %s has what it needs', (name) => {
  const example = loadExample(name);
  const { copied, made } = exampleProject(example);
  expect(made['README.md']).toContain(`# ${example.title}\n`);
  expect(made['package.json']).toContain('"start": "node ');
  for (const [file, source] of Object.entries(copied))
    for (const each of importsOf(source)) {
      if (!each.startsWith('.')) continue;
      const target = path.posix.join(path.dirname(file), each);
      expect(Object.keys(copied), `${file} imports ${each}`).toContain(target);
    }
});

test.each(firstOfTrack(lessonNames()))(
  'the exercise %s is checked on its own',
  async (name) => {
    const lesson = loadLesson(name);
    const { at, said } = await eject(name, '--exercise');
    const { uses } = lesson.frontmatter;
    const { addresses } = await lease(uses, loadLesson(name));
    const where = { ...env(addresses), ...(await brokersApi()) };
    const stub = await npm(at, 'test', where);
    expect(stub.code).toBe(1);
    expect(stub.stdout + stub.stderr).toMatch(/begin here/i);
    copyFileSync(
      path.join(projectFolder, lesson.folder, 'solution.ts'),
      path.join(at, 'exercise.ts'),
    );
    const { code, stdout, stderr } = await npm(at, 'test', where);
    expect(code, stdout + stderr).toBe(0);
    expect(await complaints(at, 'typescript/bin/tsc', [])).toBe('');
    expect(servicesIn(at)).toEqual([...uses].sort());
    expect(said.includes('docker compose up')).toBe(uses.length > 0);
  },
);

/** Their checks start servers, which can be done here only. */
const STAY = ['memcached/server-flags', 'redis/server-config'];

test.each(STAY)('the check of %s, which starts servers, stays here', (name) => {
  expect(() => exerciseProject(loadLesson(name), false)).toThrow(
    `The check of ${name} cannot stand alone: it starts a server, and can do that only here. Check it here: npm run check -- ${name}`,
  );
});

const taken = lessonNames().filter((name) => !STAY.includes(name));

test.each(taken)('the exercise %s has what it needs', (name) => {
  const { copied, made } = exerciseProject(loadLesson(name), false);
  expect(made['README.md']!.match(/<summary>Hint \d/g)).toHaveLength(3);
  for (const [file, source] of Object.entries(copied))
    for (const each of importsOf(source)) {
      if (!/^(\.|#examples\/)/.test(each)) continue;
      expect(Object.keys(copied), `${file} imports ${each}`).toContain(
        each.startsWith('#')
          ? each.slice(1)
          : path.posix.join(path.dirname(file), each),
      );
    }
});

/**
 * The first of each track that has one program, or several, that borrows, and
 * that has several servers of a kind: others are made like one of these.
 */
function oneOfEachKind(names: string[]): string[] {
  const kinds = new Map<string, string>();
  for (const name of names) {
    const { programs, borrowed, memcached, redis } = loadExample(name);
    const kind = [
      name.split('/')[0],
      programs.length > 1,
      borrowed.length > 0,
      memcached.length > 1 || redis.length > 1,
    ].join();
    if (!kinds.has(kind)) kinds.set(kind, name);
  }
  return [...kinds.values()];
}

/** To run each on its own takes seconds; they are made alike. */
function firstOfTrack(names: string[]): string[] {
  const track = (name: string) => name.split('/')[0];
  return names.filter(
    (name) => name === names.find((each) => track(each) === track(name)),
  );
}

const env = (addresses: Addresses) => addresses as Record<string, string>;

/** Those of its compose file: of several memcacheds, each has a number. */
function servicesOf({ uses, memcached, redis }: Example): string[] {
  const more = [
    ...memcached.slice(1).map((_, i) => `memcached-${i + 2}`),
    ...redis.slice(1).map((_, i) => `redis-${i + 2}`),
    ...(redis.flat().includes('--cluster-enabled') ? ['cluster'] : []),
  ];
  return [...uses, ...more].sort();
}

function servicesIn(at: string): string[] {
  if (!existsSync(path.join(at, 'compose.yaml'))) return [];
  const text = readFileSync(path.join(at, 'compose.yaml'), 'utf8');
  expect(text).not.toContain('ROUNDTRIP');
  const { services } = parse(text) as { services: object };
  return Object.keys(services).sort();
}

test('unacked messages are asked of the management API at its address', async () => {
  const { addresses } = await lease(['rabbitmq']);
  const connection = await connect(addresses.AMQP_URL!, { noDelay: true });
  const channel = await connection.createChannel();
  await channel.assertQueue('jobs');
  const set = { ...addresses, ...(await brokersApi()) };
  for (const [name, value] of Object.entries(set)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  const [state] = await usualServers(['rabbitmq']).look();
  await connection.close();
  expect(state).toMatchObject({ queues: [{ name: 'jobs' }] });
});

test('a learner’s answer goes along when it is asked for', async () => {
  const answer = readFileSync(
    path.join(projectFolder, 'lessons/redis/12-pub-sub/solution.ts'),
    'utf8',
  );
  const lesson = 'lessons/redis/12-pub-sub';
  const cwd = emptyCourse({
    ...filesIn(lesson),
    'workbook/redis/pub-sub.ts': answer,
  });
  const eject = (...more: string[]) =>
    runCommand(['eject', 'redis/pub-sub', ...more], {
      cwd,
      env: { INIT_CWD: cwd },
    });
  const made = await eject('out', '--mine');
  expect(made.stderr).toBe('');
  expect(made.stdout).toContain('The exercise redis/pub-sub is a project');
  const taken = (folder: string) =>
    readFileSync(path.join(cwd, folder, 'exercise.ts'), 'utf8');
  expect(taken('out')).toBe(answer);
  await eject('handout', '--exercise');
  expect(taken('handout')).toContain('Begin here');
});

/** A folder that has a module, and two examples that borrow it. */
const borrowing = {
  'examples/redis/client/name.ts': `import { suffix } from './suffix.ts';\nexport const name: string = 'borrowed' + suffix;\n`,
  'examples/redis/client/suffix.ts': `export const suffix = '!';\n`,
  'examples/redis/client/unused.ts': `export {};\n`,
  'examples/redis/one.ts': `/**\n * One sentence.\n *\n * @title One\n */\nimport { name } from './client/name.ts';\nconsole.log(name);\n`,
  'examples/redis/two/a.ts': `/**\n * It is first.\n *\n * @title Two\n * @pane a\n */\nimport { said } from './said.ts';\nconsole.log(said);\n`,
  'examples/redis/two/b.ts': `/**\n * It is second.\n *\n * @pane b\n * @after a: a borrowed!\n */\nimport { name } from '../client/name.ts';\nconsole.log('b', name);\n`,
  'examples/redis/two/said.ts': `import { name } from '../client/name.ts';\nexport const said = 'a ' + name;\n`,
};

test.each([
  ['redis/one', ['one.ts'], 'borrowed!\n'],
  [
    'redis/two',
    ['start.ts', 'start-together.ts', 'two/a.ts', 'two/b.ts', 'two/said.ts'],
    'a | a borrowed!\nb | b borrowed!\n',
  ],
])(
  'the example %s takes the modules along that it borrows',
  async (name, own, printed) => {
    const { at } = await ejectFrom(emptyCourse(borrowing), name);
    expect(sourcesIn(at)).toEqual(
      ['client/name.ts', 'client/suffix.ts', ...own].sort(),
    );
    const { code, stdout, stderr } = await npm(at, 'start', {});
    expect(code, stderr).toBe(0);
    expect(stdout).toBe(printed);
    expect(await complaints(at, 'typescript/bin/tsc', [])).toBe('');
    expect(readFileSync(path.join(at, 'README.md'), 'utf8')).toContain(
      'It uses modules of another example, which are here too: `client/name.ts`, `client/suffix.ts`.',
    );
  },
);

test('an example with several memcacheds has them all in its compose file', async () => {
  const cwd = emptyCourse({
    'examples/memcached/two.ts': `/**\n * It has two.\n *\n * @title Two\n * @uses memcached\n * @memcached -m 8\n * @memcached -m 16 -c 32\n */\nconsole.log(process.env.MEMCACHE_SERVERS);\n`,
  });
  const { at } = await ejectFrom(cwd, 'memcached/two');
  const { services } = parse(
    readFileSync(path.join(at, 'compose.yaml'), 'utf8'),
  ) as { services: Record<string, { command: string[]; ports: string[] }> };
  expect(
    Object.entries(services).map(([name, { command, ports }]) => [
      ...[name, command.join(' '), ...ports],
    ]),
  ).toEqual([
    ['memcached', 'memcached -m 8 -U 0', '127.0.0.1:11211:11211'],
    ['memcached-2', 'memcached -m 16 -c 32 -U 0', '127.0.0.1:11212:11211'],
  ]);
  expect(readFileSync(path.join(at, 'README.md'), 'utf8')).toContain(
    '| MEMCACHE_SERVERS | localhost:11211,localhost:11212 |',
  );
});

test('an exercise takes the modules of examples along that its files and its solution import', async () => {
  const lesson = 'lessons/redis/12-pub-sub';
  const files = filesIn(lesson);
  const borrows = (name: string, module: string) => ({
    [`${lesson}/${name}`]: `import '#examples/redis/client/${module}.ts';\n${files[`${lesson}/${name}`]}`,
  });
  const cwd = emptyCourse({
    ...files,
    ...borrowing,
    ...borrows('check.test.ts', 'unused'),
    ...borrows('solution.ts', 'name'),
  });
  const { at } = await ejectFrom(cwd, 'redis/pub-sub', '--exercise');
  expect(sourcesIn(at)).toEqual(
    expect.arrayContaining([
      'examples/redis/client/name.ts',
      'examples/redis/client/suffix.ts',
      'examples/redis/client/unused.ts',
    ]),
  );
  copyFileSync(
    path.join(cwd, lesson, 'solution.ts'),
    path.join(at, 'exercise.ts'),
  );
  const { addresses } = await lease(['redis']);
  const { code, stdout, stderr } = await npm(at, 'test', env(addresses));
  expect(code, stdout + stderr).toBe(0);
  expect(await complaints(at, 'typescript/bin/tsc', [])).toBe('');
});

test('an exercise that imports a module that is not there is not written', async () => {
  const lesson = 'lessons/redis/12-pub-sub';
  const files = filesIn(lesson);
  const cwd = emptyCourse({
    ...files,
    [`${lesson}/solution.ts`]: `import '#examples/redis/client/gone.ts';\n`,
  });
  const { code, stderr } = await runCommand(
    ['eject', 'redis/pub-sub', 'out', '--exercise'],
    { cwd, env: { INIT_CWD: cwd } },
  );
  expect(code).toBe(1);
  expect(stderr).toBe(
    `${lesson}/solution.ts: it imports "#examples/redis/client/gone.ts", and there is no such module. Name a module of an example's folder, which has no @pane: "#examples/<track>/<example>/<file>.ts".\n`,
  );
});

/** The TypeScript in a project, by path. */
function sourcesIn(at: string): string[] {
  return readdirSync(at, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/^node_modules\b/.test(file))
    .sort();
}

test('a check that restarts a server stays here', async () => {
  const lesson = 'lessons/redis/12-pub-sub';
  const files = filesIn(lesson);
  const check = `${lesson}/check.test.ts`;
  const cwd = emptyCourse({
    ...files,
    [check]: files[check]!.replace('{ cut }', '{ cut, restart }'),
  });
  const { code, stderr } = await runCommand(
    ['eject', 'redis/pub-sub', 'out', '--exercise'],
    { cwd, env: { INIT_CWD: cwd } },
  );
  expect(code).toBe(1);
  expect(stderr).toBe(
    'The check of redis/pub-sub cannot stand alone: it restarts a server, and may do that only to one that was started here. Check it here: npm run check -- redis/pub-sub\n',
  );
  expect(readdirSync(cwd)).not.toContain('out');
});

test('eject writes into a folder that is empty, and over nothing', async () => {
  const at = folder();
  const ejected = () => runCommand(['eject', 'redis/pub-sub-gap', at]);
  expect((await ejected()).code).toBe(0);
  expect(readdirSync(at).sort()).toEqual([
    '.gitignore',
    'README.md',
    'compose.yaml',
    'package.json',
    'pub-sub-gap.ts',
    'tsconfig.json',
  ]);
  const again = await ejected();
  expect(again.code).toBe(1);
  expect(again.stderr).toBe(
    `${at} is not empty. Name a folder that is new, or empty that one.\n`,
  );
});

test('eject names what is in the way, and leaves it', async () => {
  const file = path.join(folder(), 'notes.txt');
  writeFileSync(file, 'mine');
  for (const at of [file, path.join(file, 'below')]) {
    const { code, stderr } = await runCommand(['eject', 'redis/pub-sub', at]);
    expect(code).toBe(1);
    expect(stderr).toBe(`${file} is a file. Name a folder that is new.\n`);
  }
  expect(readFileSync(file, 'utf8')).toBe('mine');
});

test.each([
  [
    ['redis/pubsub', 'x'],
    'There is no example or exercise "redis/pubsub". Did',
  ],
  [
    ['redis/pub-sub-gap', 'x', '--exercise'],
    'There is no exercise "redis/pub-sub-gap". Did you mean "redis/pub-sub"?',
  ],
  [
    ['redis/pub-sub'],
    'eject wants a name and a folder, and got redis/pub-sub:',
  ],
  [['a', 'b', 'c'], 'eject wants a name and a folder, and got a, b, c:'],
])('eject %j is answered by a sentence', async (args, sentence) => {
  const { code, stderr } = await runCommand(['eject', ...args]);
  expect(code).toBe(1);
  expect(stderr).toContain(sentence);
  expect(stderr).not.toMatch(/^\s+at /m);
});

test('what cannot be written whole is not there at all', () => {
  const at = folder();
  const broken = { 'a.ts': 'a', 'a.ts/b.ts': 'b' };
  expect(() => writeProject(path.join(at, 'new/project'), broken)).toThrow();
  expect(() => writeProject(at, broken)).toThrow();
  expect(readdirSync(at)).toEqual([]);
});

describe('programs that start together', () => {
  const program = (name: string, source: string) => {
    const file = path.join(folder(), `${name}.mjs`);
    writeFileSync(file, source);
    return { name, file };
  };

  test('a program is not started when its line never comes', async () => {
    const said: string[] = [];
    vi.spyOn(console, 'log').mockImplementation((line) => said.push(line));
    vi.spyOn(console, 'error').mockImplementation((line) => said.push(line));
    onTestFinished(() => void vi.restoreAllMocks());
    const code = await startTogether([
      program('a', 'console.log("hello")'),
      { ...program('b', ''), after: { program: 'a', line: 'bye' } },
    ]);
    expect(code).toBe(1);
    expect(said).toEqual([
      'a | hello',
      'b was not started: a has ended without the line "bye".',
    ]);
  });

  test('one in the background is interrupted when the others have ended', async () => {
    const said: string[] = [];
    vi.spyOn(console, 'log').mockImplementation((line) => said.push(line));
    onTestFinished(() => void vi.restoreAllMocks());
    const server = program(
      'server',
      `process.on('SIGINT', () => { console.log('bye'); process.exit(); });
       setInterval(() => {}, 1000);
       console.log('up');`,
    );
    const code = await startTogether([
      { ...server, background: true },
      {
        ...program('client', 'console.log("done")'),
        after: { program: 'server', line: 'up' },
      },
    ]);
    expect(code).toBe(0);
    expect(said).toEqual(['server | up', 'client | done', 'server | bye']);
  });
});

/** The files of a folder of this project, by path. */
function filesIn(below: string): Record<string, string> {
  const files = readdirSync(path.join(projectFolder, below), {
    recursive: true,
    encoding: 'utf8',
  }).filter((file) => /\.(ts|mdx)$/.test(file));
  return Object.fromEntries(
    files.map((file) => [
      `${below}/${file}`,
      readFileSync(path.join(projectFolder, below, file), 'utf8'),
    ]),
  );
}

/** Where the management API is, with the administrator's credentials. */
async function brokersApi() {
  const root = inject('servicesRoot');
  const { way } = await openServices({ root });
  const api =
    way === 'native'
      ? managementAddress(readState(root).rabbitmq!.ports)
      : managementApi(readRecord(path.join(root, 'compose'))!);
  return { RABBITMQ_MANAGEMENT_URL: api };
}
