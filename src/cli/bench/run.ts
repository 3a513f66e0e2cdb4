import { loadExample } from '../../course/example.ts';
import { projectFolder } from '../../course/project.ts';
import { askLab, finished, isOutput, whileItGetsReady } from './ask-lab.ts';
import { inTurn } from './in-turn.ts';
import type { Rig } from './rig.ts';
import { atMost, row, type Limit, type Row } from './row.ts';
import { timed } from './timed-process.ts';

/** What is run, and how long it may take to its first output. */
const RUNS: { what: string; example: string; limits: Limit[] }[] = [
  {
    what: 'a Redis example',
    example: 'redis/keys',
    limits: [atMost(100)],
  },
  { what: 'an ORM example', example: 'orm/crud', limits: [atMost(250)] },
  { what: 'two panes', example: 'rabbitmq/precondition-failed', limits: [] },
];

/**
 * From a press on Run to the first output, on a lab that is warm; against the
 * same program by `node` and by `npx tsx`, which each get a lease ready made.
 */
export async function measureRuns(rig: Rig): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { what, example, limits } of RUNS) {
    const { lab, ...beside } = await inTurn(rig, {
      lab: () => byLab(rig, example),
      'node file': () => byCommand(rig, example, process.execPath, []),
      'npx tsx': () => byCommand(rig, example, 'npx', ['tsx']),
    });
    rows.push(row(`${what} (${example})`, 'ms', lab, { beside, limits }));
  }
  return rows;
}

async function byLab(rig: Rig, example: string): Promise<number> {
  const lab = await rig.lab();
  await whileItGetsReady();
  const request = {
    ...{ path: '/lab/runs', body: { example } },
    ...{ tab: 'bench-run-tab-1', signal: rig.signal },
  };
  return (await askLab(lab, request, isOutput, finished)).first;
}

/** Its programs that wait for no other one: the first output is theirs. */
async function byCommand(
  rig: Rig,
  name: string,
  command: string,
  args: string[],
): Promise<number> {
  const example = loadExample(name);
  const services = await rig.services();
  const lease = await services.lease(example.uses, example);
  try {
    const env = { ...process.env, ...lease.addresses };
    const options = { cwd: projectFolder, env, signal: rig.signal };
    const runs = example.programs
      .filter(({ header }) => !header.after)
      .map(({ path }) => timed(command, [...args, path], options));
    const all = await Promise.all(runs);
    return Math.min(...all.map(({ firstOutput }) => firstOutput));
  } finally {
    await lease.release();
  }
}
