import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { loadExample } from '../../src/course/example.ts';
import {
  loadRecording,
  parseRecording,
  saveRecording,
  serialiseRecording,
  type Recording,
} from '../../src/course/recording.ts';
import type { ServerState } from '../../src/course/server-state.ts';
import { fixtureProject } from '../setup/fixture-project.ts';

const source = '/**\n * @title One\n */\nconsole.log(1);\n';
const file = 'examples/redis/one.run.jsonl';

const states: ServerState[] = [
  {
    service: 'memcached',
    items: [
      { key: 'k', flags: 1, cas: '9007199254740993', length: 2, value: '"hi"' },
    ],
    more: 0,
  },
  {
    service: 'redis',
    keys: [{ database: 0, key: 'k', type: 'string', seconds: 7, value: '"1"' }],
    more: 2,
  },
  {
    service: 'rabbitmq',
    exchanges: [{ name: 'news', type: 'topic', durable: true }],
    bindings: [
      { source: 'news', destination: 'q', to: 'queue', routingKey: '#' },
    ],
    queues: [
      {
        name: 'q',
        type: 'classic',
        durable: true,
        exclusive: false,
        ready: 1,
        unacked: 2,
        consumers: 3,
      },
    ],
    more: 0,
  },
  {
    service: 'postgres',
    tables: [{ name: 't', columns: ['id'], rows: [['1']], count: 1 }],
    more: 0,
  },
];

function project() {
  const root = fixtureProject({ 'examples/redis/one.ts': source });
  const example = loadExample('redis/one', root);
  const recording: Recording = {
    example: 'redis/one',
    source: example.sourceHash,
    verified: { node: '26.10.0', redis: '7.0.15' },
    panes: ['one'],
    events: [
      { t: 1, event: 'start', pane: 'one' },
      { t: 60, event: 'stdout', pane: 'one', text: '1\n' },
      {
        t: 61,
        event: 'connection',
        pane: 'one',
        service: 'redis',
        connection: 1,
        state: 'open',
      },
      {
        t: 61.2,
        event: 'wire',
        pane: 'one',
        service: 'redis',
        connection: 1,
        from: 'client',
        text: 'GET k',
        trip: 1,
        length: 20,
        bytes: 'KjINCg==',
        source: { file: 'examples/redis/one.ts', line: 4 },
      },
      { t: 70, event: 'end', pane: 'one', code: 0, signal: null },
      ...states.map((state) => ({ t: 71, event: 'state' as const, state })),
      {
        t: 72,
        event: 'end',
        outcome: 'finished',
        left: [{ service: 'redis', what: 'key', count: 1, names: ['k'] }],
      },
    ],
  };
  return { root, example, recording };
}

test('a recording comes back as it was saved', () => {
  const { root, example, recording } = project();
  saveRecording(recording, root);
  expect(loadRecording(example, root)).toEqual(recording);
});

test('a recording that cannot be saved leaves nothing by half', () => {
  const { root, recording } = project();
  mkdirSync(path.join(root, file));
  expect(() => saveRecording(recording, root)).toThrow(
    /EISDIR|ENOTEMPTY|EEXIST/,
  );
  expect(readdirSync(path.join(root, 'examples/redis')).sort()).toEqual(
    [path.basename(file), 'one.ts'].sort(),
  );
});

test('the time comes first on each line', () => {
  const lines = serialiseRecording(project().recording).trim().split('\n');
  expect(lines.every((line) => line.startsWith('{"t":'))).toBe(true);
});

test('a stale recording is an error that names the example and the command', () => {
  const { root, recording } = project();
  saveRecording(recording, root);
  writeFileSync(
    path.join(root, 'examples/redis/one.ts'),
    source.replace('1)', '2)'),
  );
  const changed = loadExample('redis/one', root);
  expect(() => loadRecording(changed, root)).toThrow(
    `${file}: it is stale: redis/one was changed after it was recorded. Run: npm run record -- redis/one`,
  );
});

test('a missing recording is an error with the command', () => {
  const { root, example } = project();
  expect(() => loadRecording(example, root)).toThrow(
    `${file}: there is no recording. Run: npm run record -- redis/one`,
  );
});

test('a half-written recording is an error, wherever it breaks off', () => {
  const whole = serialiseRecording(project().recording);
  for (let length = 0; length < whole.length - 1; length += 7) {
    expect(() => parseRecording(file, whole.slice(0, length))).toThrow(
      /npm run record -- redis\/one/,
    );
  }
});

test('a line that is no event is an error with its number', () => {
  const whole = serialiseRecording(project().recording);
  expect(() =>
    parseRecording(file, whole.replace('"stdout"', '"stdoot"')),
  ).toThrow(`${file}:3`);
});

test('a state with something else in it is no event of a recording', () => {
  const whole = serialiseRecording(project().recording);
  const line = whole
    .split('\n')
    .findIndex((each) => /"redis","keys"/.test(each));
  const more = whole.replace('"more":2', '"more":2,"port":6379');
  expect(() => parseRecording(file, more)).toThrow(`${file}:${line + 1}`);
});
