import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectFolder } from '../../course/project.ts';
import { UserError } from '../../course/user-error.ts';
import { ALL_ANSWERS, type Answers } from './answers.ts';
import { REPORT, type Report } from './reporter.ts';

/** One test of a check. */
export interface TestResult {
  name: string;
  passed: boolean;
  /** For the learner: what was expected of the server, what was found. */
  message: string;
}

/** What checking one answer gave. */
export interface CheckResult {
  /** The lesson's folder. */
  folder: string;
  tests: TestResult[];
  /** Why no test ran: a syntax error, a missing export. */
  broken?: string;
}

/**
 * Checks sets of answers (a set has one answer to each of its lessons), all
 * in one run of Vitest, each check on a lease of its own.
 * @returns for each set, the result of each of its lessons, by folder
 * @throws {UserError} when Vitest itself could not run; with what it said.
 */
export async function runChecks(
  sets: Answers[],
  servicesRoot?: string,
): Promise<Map<string, CheckResult>[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'roundtrip-check-'));
  const report = path.join(folder, 'report.json');
  try {
    const said = await runVitest({
      [ALL_ANSWERS]: JSON.stringify(sets),
      [REPORT]: report,
      ...(servicesRoot ? { ROUNDTRIP_SERVICES: servicesRoot } : {}),
    });
    const results = readReport(report, said);
    return sets.map(
      (answers, index) =>
        new Map(
          Object.keys(answers).map((lesson) => {
            const result = results.find(
              ({ project, folder }) => project === index && folder === lesson,
            );
            const missing = { tests: [], broken: 'The check did not run.' };
            return [lesson, result ?? { folder: lesson, ...missing }];
          }),
        ),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readReport(file: string, said: string): Report {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    throw new UserError(`The check could not be run. Vitest said:\n${said}`);
  }
}

function runVitest(environment: Record<string, string>): Promise<string> {
  const here = import.meta.dirname;
  const child = spawn(
    process.execPath,
    [
      path.join(projectFolder, 'node_modules/vitest/vitest.mjs'),
      'run',
      `--config=${path.join(here, 'vitest.config.ts')}`,
      `--reporter=${path.join(here, 'reporter.ts')}`,
    ],
    {
      cwd: projectFolder,
      env: {
        ...process.env,
        ...environment,
        NO_COLOR: '1',
        VITEST: undefined,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => resolve(said));
  });
}
