/** What is counted, and how a report names it. */
export const COUNTED = {
  runs: 'runs',
  edits: 'edits run',
  nonsense: 'nonsense edits run',
  ended: 'of all these ended by a limit',
  checks: 'answers checked',
  lines: 'console lines',
  faults: 'faults survived',
  killedServers: 'servers killed, survived',
  killedProcesses: 'processes of runs and checks killed, survived',
  killedLabs: 'labs killed, survived',
  stoppedLabs: 'labs stopped and started',
  disks: 'full or read-only disks survived',
  refused: 'bad inputs refused',
  connections: 'connections that broke off or were not read',
  acknowledged: 'answers acknowledged',
  lost: 'answers lost',
  marks: 'marks of progress acknowledged',
  lostMarks: 'marks of progress lost',
} as const;

export type Counted = keyof typeof COUNTED;

/** What came of a soak so far. */
export interface Tally {
  counts: Record<Counted, number>;
  /** A sentence for each thing that does not hold. */
  problems: string[];
  /** What was left out, and why. */
  notes: string[];
  count(what: Counted, by?: number): void;
  problem(sentence: string): void;
  note(sentence: string): void;
}

/** Problems that are told; more only say the same again. */
const MOST = 50;

/** Starts to count. */
export function newTally(tell: (sentence: string) => void): Tally {
  const counts = Object.fromEntries(
    Object.keys(COUNTED).map((name) => [name, 0]),
  ) as Tally['counts'];
  const problems: string[] = [];
  const notes: string[] = [];
  return {
    counts,
    problems,
    notes,
    count: (what, by = 1) => (counts[what] += by),
    problem(sentence) {
      if (problems.length >= MOST || problems.includes(sentence)) return;
      problems.push(sentence);
      tell(`does not hold: ${sentence}`);
    },
    note(sentence) {
      if (notes.includes(sentence)) return;
      notes.push(sentence);
      tell(sentence);
    },
  };
}
