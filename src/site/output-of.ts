import type { RunEvent } from '../course/event.ts';
import type { Recording } from '../course/recording.ts';

/** What one program wrote in a recording, and how it ended. */
export interface RecordedOutput {
  lines: { stream: 'stdout' | 'stderr'; text: string }[];
  code: number | null;
  signal: string | null;
}

/** Lines in the order in which they were written; a line is of one stream. */
function linesOf(events: RunEvent[], pane: string) {
  const lines: RecordedOutput['lines'] = [];
  const open = { stdout: '', stderr: '' };
  for (const each of events) {
    if (each.event !== 'stdout' && each.event !== 'stderr') continue;
    if (each.pane !== pane) continue;
    const stream = each.event;
    const parts = (open[stream] + each.text).split('\n');
    open[stream] = parts.pop() ?? '';
    lines.push(...parts.map((text) => ({ stream, text })));
  }
  for (const stream of ['stdout', 'stderr'] as const)
    if (open[stream] !== '') lines.push({ stream, text: open[stream] });
  return lines;
}

export function outputOf(recording: Recording, pane: string): RecordedOutput {
  const end = recording.events.find(
    (each) => each.event === 'end' && 'pane' in each && each.pane === pane,
  );
  const ended = end && 'code' in end ? end : { code: null, signal: null };
  return {
    lines: linesOf(recording.events, pane),
    code: ended.code,
    signal: ended.signal,
  };
}
