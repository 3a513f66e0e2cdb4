import type { RunEvent, WireEvent } from '../course/event.ts';
import { laneName, lanesOf, type LaneOfRun } from '../course/lanes.ts';

/** What crossed the wire in a run, as printed lines: a lane a connection. */
export function wireLines(events: readonly RunEvent[]): string[] {
  return lanesOf(events).flatMap((lane) => [
    '',
    `${lane.pane}, ${laneName(lane)}: ${summary(lane)}`,
    ...(lane.setup.length > 0 ? [`  · ${setupLine(lane.setup)}`] : []),
    ...lane.messages.map(messageLine),
    ...endLines(lane),
  ]);
}

const many = (count: number, what: string) =>
  `${count} ${what}${count === 1 ? '' : 's'}`;

function summary({ sent, roundTrips }: LaneOfRun): string {
  return `${many(sent, 'message')} sent, ${many(roundTrips, 'round trip')}`;
}

function setupLine(setup: WireEvent[]): string {
  const bytes = setup.reduce((sum, { length }) => sum + length, 0);
  const [first] = setup;
  return `set-up: ${many(setup.length, 'message')}, ${bytes} bytes (${first!.text.slice(0, 40)} …)`;
}

function messageLine({ from, text, source }: WireEvent): string {
  const arrow = from === 'client' ? '→' : '←';
  const place = source
    ? `   ${source.file.replace(/.*\//, '')}:${source.line}`
    : '';
  return `  ${arrow} ${text}${place}`;
}

function endLines({ skipped, closed }: LaneOfRun): string[] {
  const lines: string[] = [];
  if (skipped > 0) {
    lines.push(`  · ${many(skipped, 'message')} more, not kept`);
  }
  if (closed?.reset) {
    const who = closed.by === 'tap' ? 'the lab' : `the ${closed.by}`;
    lines.push(`  · reset by ${who}`);
  }
  return lines;
}
