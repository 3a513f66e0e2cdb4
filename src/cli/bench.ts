import { writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import path from 'node:path';
import { UserError } from '../course/user-error.ts';
import { MEASUREMENTS, type Measurement } from './bench/measurements.ts';
import { linesOf, verdict } from './bench/print.ts';
import { openRig } from './bench/rig.ts';
import type { Row } from './bench/row.ts';
import { callersFolder } from './called-from.ts';
import { readArguments } from './read-arguments.ts';
import { stepLine } from './show-progress.ts';
import { untilStopped } from './until-stopped.ts';

/** What was measured, as `--json` keeps it. */
export interface Report {
  began: string;
  machine: {
    cores: number;
    cpu: string;
    megabytes: number;
    platform: string;
    node: string;
    /** How many processes wanted a core, in the minute before. */
    load: number;
  };
  rounds: number;
  measured: { name: string; heading: string; rows: Row[] }[];
}

/**
 * `npm run bench [-- --only NAMES] [--rounds N] [--quick] [--json FILE]`:
 * measures what has a budget beside what it is to be held against, and prints
 * figures, their spread, ratios, and what is over. Exit code 0.
 */
export async function bench(args: string[]): Promise<number> {
  const text = { type: 'string' } as const;
  const { values } = readArguments('bench', {
    args,
    options: {
      ...{ only: text, rounds: text, json: text },
      quick: { type: 'boolean', default: false },
    },
  });
  const { quick } = values;
  const rounds = roundsFrom(values.rounds, quick ? 1 : 5);
  const wanted = wantedFrom(values.only);
  const report: Report = {
    began: new Date().toISOString(),
    machine: machine(),
    rounds,
    measured: [],
  };
  const say = (line: string) => console.log(line);
  const tell = (line: string) => process.stderr.write(stepLine('bench', line));
  const stop = untilStopped(() => tell('stopping'));
  const { signal } = stop;
  const { rig, close } = await openRig({ rounds, quick, signal, tell });
  try {
    for (const line of aboutMachine(report)) say(line);
    for (const { name, heading, measure } of wanted) {
      tell(name);
      const rows = await measure(rig);
      report.measured.push({ name, heading, rows });
      for (const line of linesOf(heading, rows)) say(line);
    }
    for (const line of verdict(report.measured)) say(line);
    for (const { name, onlyWhenAsked } of MEASUREMENTS)
      if (onlyWhenAsked && !wanted.some((each) => each.name === name))
        say(`Not measured: ${name} (${onlyWhenAsked}; --only ${name}).`);
    if (values.json)
      writeFileSync(
        path.resolve(callersFolder, values.json),
        `${JSON.stringify(report, null, 2)}\n`,
      );
    return 0;
  } catch (error) {
    // What breaks because it was broken off is no failure.
    signal.throwIfAborted();
    throw error;
  } finally {
    await close();
    stop.forget();
  }
}

function roundsFrom(value: string | undefined, usual: number): number {
  const rounds = Number(value ?? usual);
  if (Number.isInteger(rounds) && rounds >= 1) return rounds;
  throw new UserError(`--rounds wants a number from 1 on, and got "${value}".`);
}

function wantedFrom(only: string | undefined): Measurement[] {
  if (only === undefined)
    return MEASUREMENTS.filter(({ onlyWhenAsked }) => !onlyWhenAsked);
  const names = only.split(',');
  for (const name of names) {
    if (MEASUREMENTS.some((each) => each.name === name)) continue;
    const known = MEASUREMENTS.map((each) => each.name).join(', ');
    throw new UserError(
      `--only wants names with commas between, and got "${name}". They are ${known}.`,
    );
  }
  return MEASUREMENTS.filter(({ name }) => names.includes(name));
}

function machine(): Report['machine'] {
  return {
    cores: cpus().length,
    cpu: cpus()[0]?.model ?? 'unknown',
    megabytes: Math.round(totalmem() / 1024 / 1024),
    platform: `${process.platform}-${process.arch}`,
    node: process.versions.node,
    load: loadavg()[0] ?? 0,
  };
}

function aboutMachine({ machine: here, rounds }: Report): string[] {
  const memory = `${Math.round(here.megabytes / 1024)} GiB`;
  return [
    `${here.cores} cores, ${memory}, ${here.platform}, Node ${here.node}; load ${here.load.toFixed(1)} before`,
    `Medians of ${rounds} rounds (and the least–most); N× is ours as a multiple of what stands beside it`,
  ];
}
