import { COUNTED, type Counted } from './tally.ts';
import { MOST_GROWN, type Memory } from './verify.ts';

/** What came of a soak; also its JSON. */
export interface Report {
  seed: number;
  minutes: number;
  /** How its servers ran. */
  way: string;
  counts: Record<Counted, number>;
  memory: Memory;
  /** A sentence for each thing that does not hold; none where all does. */
  problems: string[];
  notes: string[];
}

/** A report, for a terminal. */
export function lines({ seed, counts, memory, problems }: Report): string[] {
  const { warm, end } = memory;
  const counted = (Object.keys(COUNTED) as Counted[]).map(
    (name) => `${String(counts[name]).padStart(7)} ${COUNTED[name]}`,
  );
  const megabytes =
    warm === undefined || end === undefined
      ? 'the memory of the lab was not compared: its last life was too short'
      : `the lab had ${warm} MB when it was warm, and ${end} MB in the end (${MOST_GROWN} MB more may be)`;
  const verdict =
    problems.length === 0
      ? 'All holds.'
      : `${problems.length} ${problems.length === 1 ? 'thing does' : 'things do'} not hold:`;
  return [
    ...counted,
    megabytes,
    `seed ${seed}`,
    verdict,
    ...problems.map((each) => `- ${each}`),
  ];
}
