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
  tests: TestResult[];
  /** Why no test ran: a syntax error, a missing export, an endless loop. */
  broken?: string;
}

/** Seconds for the check of one answer, with all that its tests wait for. */
const LIMIT_SECONDS = 60;

/**
 * Checks sets of answers (a set has one answer to each of its lessons), all
 * in one run of Vitest, each check on a lease of its own.
 * @param options.seconds after which it is ended, whatever it does
 * @returns for each set, the result of each of its lessons, by folder
 * @throws {UserError} when Vitest itself could not run; with what it said.
 */
export async function runChecks(
  sets: Answers[],
  options: {
    servicesRoot?: string;
    seconds?: number;
    signal?: AbortSignal;
  } = {},
): Promise<Map<string, CheckResult>[]> {
  const { servicesRoot, seconds = LIMIT_SECONDS, signal } = options;
  const folder = mkdtempSync(path.join(tmpdir(), 'roundtrip-check-'));
  const report = path.join(folder, 'report.json');
  try {
    const environment = {
      [ALL_ANSWERS]: JSON.stringify(sets),
      [REPORT]: report,
      ...(servicesRoot ? { ROUNDTRIP_SERVICES: servicesRoot } : {}),
    };
    const { said, ended } = await runVitest(environment, seconds, signal);
    signal?.throwIfAborted();
    const results = ended ? [] : readReport(report, said);
    const otherwise: CheckResult = {
      tests: [],
      broken: ended
        ? `The check was ended after ${seconds} seconds. An endless loop in the answer is the usual reason: it lets nothing else happen, not even the end of a test.`
        : 'The check did not run.',
    };
    return sets.map(
      (answers, index) =>
        new Map(
          Object.keys(answers).map((lesson) => {
            const found = results.find(
              ({ project, folder }) => project === index && folder === lesson,
            );
            return [lesson, found?.result ?? otherwise];
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

/**
 * Runs Vitest in a process group of its own, which is killed at the limit.
 * Resolves to what it printed, and whether it was ended.
 */
function runVitest(
  environment: Record<string, string>,
  seconds: number,
  signal?: AbortSignal,
): Promise<{ said: string; ended: boolean }> {
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
      detached: true,
    },
  );
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  }
  let ended = false;
  const end = () => {
    ended = true;
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  };
  const timer = setTimeout(end, seconds * 1000);
  signal?.addEventListener('abort', end);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve({ said, ended });
    });
  });
}
