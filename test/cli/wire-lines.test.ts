import { expect, test } from 'vitest';
import { wireLines } from '../../src/cli/wire-lines.ts';
import { loadExample } from '../../src/course/example.ts';
import { loadRecording } from '../../src/course/recording.ts';

const example = loadExample('redis/pub-sub');

/** The number of the line of a file in which this stands. */
function lineOf(name: string, text: string): number {
  const { source } = example.files.find(({ path }) => path.endsWith(name))!;
  return source.slice(0, source.indexOf(text)).split('\n').length;
}

test('a lane a connection, the set-up on one line, the round trips counted', () => {
  const { events } = loadRecording(example);
  const text = wireLines(events).join('\n');
  expect(text).toContain(`
subscriber, redis 1: 2 messages sent, 2 round trips
  · set-up: `);
  const line = lineOf('helper.ts', 'await this.redis.subscribe');
  expect(text).toContain(`
  → SUBSCRIBE monitoring   helper.ts:${line}
  ← subscribe monitoring 1
  ← message monitoring "disk 92%"
`);
});
