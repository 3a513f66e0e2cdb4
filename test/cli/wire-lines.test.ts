import { expect, test } from 'vitest';
import { wireLines } from '../../src/cli/wire-lines.ts';
import { loadExample } from '../../src/course/example.ts';
import { loadRecording } from '../../src/course/recording.ts';

test('a lane a connection, the set-up on one line, the round trips counted', () => {
  const { events } = loadRecording(loadExample('redis/pub-sub'));
  const text = wireLines(events).join('\n');
  expect(text).toContain(`
subscriber, redis 1: 2 messages sent, 2 round trips
  · set-up: `);
  expect(text).toContain(`
  → SUBSCRIBE monitoring   helper.ts:31
  ← subscribe monitoring 1
  ← message monitoring "disk 92%"
`);
});
