import { randomInt } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../course/user-error.ts';
import { callersFolder } from './called-from.ts';
import { readArguments } from './read-arguments.ts';
import { ACTS } from './soak/acts.ts';
import { lines } from './soak/report.ts';
import { soakOnce } from './soak/soak-once.ts';

/** Acts that one soak has at most. */
const MOST_ACTS = 20_000;

/**
 * `npm run soak [-- --minutes N] [--seed N] [--acts N] [--only NAMES] [--json
 * FILE]`: a lab of its own is used and abused, and all that was promised is
 * looked at afterwards. Exit code 1 when something does not hold.
 */
export async function soak(args: string[]): Promise<number> {
  const text = { type: 'string' } as const;
  const { values } = readArguments('soak', {
    args,
    options: { minutes: text, seed: text, acts: text, only: text, json: text },
  });
  const minutes = numberFrom('minutes', values.minutes, 5, { most: 24 * 60 });
  const seed = wholeFrom('seed', values.seed, randomInt(2 ** 31), 2 ** 32 - 1);
  const acts = wholeFrom('acts', values.acts, MOST_ACTS, MOST_ACTS);
  const only = values.only?.split(',');
  for (const name of only ?? []) {
    if (ACTS.some((act) => act.name === name)) continue;
    const names = ACTS.map((act) => act.name).join(', ');
    throw new UserError(
      `--only wants names of acts with commas between, and got "${name}". They are ${names}.`,
    );
  }
  const bounds = { milliseconds: minutes * 60_000, acts, seed, only };
  const report = await soakOnce(bounds, (line) => console.log(line));
  for (const line of lines(report)) console.log(line);
  if (values.json)
    writeFileSync(
      path.resolve(callersFolder, values.json),
      `${JSON.stringify(report, null, 2)}\n`,
    );
  return report.problems.length > 0 ? 1 : 0;
}

function numberFrom(
  name: string,
  value: string | undefined,
  usual: number,
  { most }: { most: number },
): number {
  const number = value === undefined ? usual : Number(value || NaN);
  if (number > 0 && number <= most) return number;
  throw new UserError(
    `--${name} wants a number above 0, up to ${most}, and got "${value}".`,
  );
}

function wholeFrom(
  name: string,
  value: string | undefined,
  usual: number,
  most: number,
): number {
  const number = value === undefined ? usual : Number(value || NaN);
  if (Number.isInteger(number) && number >= 0 && number <= most) return number;
  throw new UserError(
    `--${name} wants a whole number from 0 to ${most}, and got "${value}".`,
  );
}
