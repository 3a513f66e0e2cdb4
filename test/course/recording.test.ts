import { writeFileSync } from 'node:fs';
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
import { fixtureProject } from '../setup/fixture-project.ts';

const source = '/**\n * @title One\n */\nconsole.log(1);\n';
const file = 'examples/redis/one.run.jsonl';

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
