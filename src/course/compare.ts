import { wireSequences, type WireSequence } from './compare-wire.ts';
import type { RunEvent } from './event.ts';
import { stateDifferences } from './compare-state.ts';
import type { Recording } from './recording.ts';
import { renameIn } from './rename.ts';

/** Where a run differs from its recording. */
export interface Difference {
  pane: string;
  stream: 'stdout' | 'stderr' | 'wire' | 'state' | 'end';
  /**
   * On the wire: which of its sequences, e.g. `redis 1, from the server`.
   * Of the state: which server.
   */
  where?: string;
  /** Line number in that stream, from 1; 0 for the way it ended. */
  line: number;
  recorded: string | undefined;
  found: string | undefined;
}

/** Lines that begin so are shown, not compared: timings, versions. */
const NOT_COMPARED = '~';

/** What the server named by itself, as numbers in order of first sight. */
function numbered(lines: string[]): string[] {
  const seen = new Map<string, number>();
  return lines.map((line) =>
    line.replace(/amq\.(gen|ctag)-[\w-]+/g, (name, kind) => {
      if (!seen.has(name)) seen.set(name, seen.size + 1);
      return `amq.${kind}-${seen.get(name)}`;
    }),
  );
}

/**
 * What a pane wrote to one stream, as lines that two runs can be compared
 * by: without times, without chunk boundaries, without `~` lines.
 */
function comparable(
  events: RunEvent[],
  pane: string,
  stream: 'stdout' | 'stderr',
): string[] {
  const text = events
    .flatMap((each) =>
      each.event === stream && each.pane === pane ? each.text : [],
    )
    .join('');
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return numbered(lines.filter((line) => !line.startsWith(NOT_COMPARED)));
}

function howItEnded(events: RunEvent[], pane: string): string {
  const end = events.find(
    (each) => each.event === 'end' && 'pane' in each && each.pane === pane,
  );
  if (!end || !('code' in end)) return 'it did not end';
  return end.signal ? `ended by ${end.signal}` : `exit code ${end.code}`;
}

/**
 * Every difference between a recording and the events of a new run, pane
 * by pane and stream by stream: the interleaving of panes is chance.
 * @param aliases values of the new run's lease → the names recorded.
 */
export function compare(
  recording: Recording,
  events: RunEvent[],
  aliases: Record<string, string> = {},
): Difference[] {
  const renamed = events.map((each) => renameIn(each, aliases));
  const ofPanes = recording.panes.flatMap((pane) => {
    const written = (['stdout', 'stderr'] as const).flatMap((stream) =>
      differing(
        comparable(recording.events, pane, stream),
        comparable(renamed, pane, stream),
      ).map((each) => ({ pane, stream, ...each })),
    );
    const wire = compareWire(
      ...wireSequences([recording.events, renamed], pane),
    ).map((each) => ({ pane, stream: 'wire' as const, ...each }));
    const recorded = howItEnded(recording.events, pane);
    const found = howItEnded(renamed, pane);
    if (recorded === found) return [...written, ...wire];
    const end = { pane, stream: 'end' as const, line: 0, recorded, found };
    return [...written, ...wire, end];
  });
  const state = stateDifferences(recording.events, renamed);
  const [recorded, found] = [recording.events, renamed].map(howTheRunEnded);
  const end = { stream: 'end' as const, line: 0, recorded, found };
  return [...ofPanes, ...state, ...(recorded === found ? [] : [end])].map(
    (each) => ({ pane: 'the run', ...each }),
  );
}

/** The run's own end, and what it left on the servers. */
function howTheRunEnded(events: RunEvent[]): string {
  const end = events.find((each) => each.event === 'end' && 'left' in each);
  if (!end || !('left' in end)) return 'it did not end';
  const left = end.left.map(({ service, what, count, names }) => {
    return `left ${count} ${service} ${what} (${[...names].sort().join(', ')})`;
  });
  return [end.outcome, ...left.sort()].join('; ');
}

/** The lines of two lists that differ. */
export function differing(before: string[], now: string[]) {
  const length = Math.max(before.length, now.length);
  return Array.from({ length }, (_, index) => ({
    line: index + 1,
    recorded: before[index],
    found: now[index],
  })).filter(({ recorded, found }) => recorded !== found);
}

/** Where one run kept less of a sequence, the beginning is compared. */
function compareWire(before: WireSequence[] = [], now: WireSequence[] = []) {
  const names = new Set([...before, ...now].map(({ name }) => name));
  return [...names].flatMap((name) => {
    const [was, is] = [before, now].map((run) =>
      run.find((each) => each.name === name),
    );
    const lines = [was, is].map((each) => numbered(each?.lines ?? []));
    const cut = was?.cut || is?.cut;
    const kept = cut
      ? Math.min(...lines.map(({ length }) => length))
      : Infinity;
    const [recorded = [], found = []] = lines.map((all) => all.slice(0, kept));
    return differing(recorded, found).map((each) => ({
      where: name,
      ...each,
    }));
  });
}

/** A difference as a sentence. */
export function describeDifference(difference: Difference): string {
  const { pane, stream, line, recorded, found } = difference;
  const place = difference.where ? `${stream} of ${difference.where},` : stream;
  const where =
    stream === 'end' ? `${pane}, at its end` : `${pane}, ${place} line ${line}`;
  const quote = (text: string | undefined) =>
    text === undefined ? 'nothing' : JSON.stringify(text);
  return `${where}: recorded was ${quote(recorded)}, this run gave ${quote(found)}.`;
}
