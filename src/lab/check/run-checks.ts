import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectFolder } from '../../course/project.ts';
import { UserError } from '../../course/user-error.ts';
import { answersAsEnvironment, type Answers } from './answers.ts';

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

interface VitestReport {
  testResults: {
    name: string;
    message: string;
    assertionResults: {
      title: string;
      status: string;
      failureMessages: string[];
    }[];
  }[];
}

/**
 * Checks one answer to each of the lessons given, in one run of Vitest,
 * each on a lease of its own.
 * @throws {UserError} when Vitest itself could not run; with what it said.
 */
export async function runChecks(
  answers: Answers,
  servicesRoot?: string,
): Promise<CheckResult[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'roundtrip-check-'));
  const output = path.join(folder, 'report.json');
  try {
    const said = await runVitest(output, {
      ...answersAsEnvironment(answers),
      ...(servicesRoot ? { ROUNDTRIP_SERVICES: servicesRoot } : {}),
    });
    let report: VitestReport;
    try {
      report = JSON.parse(readFileSync(output, 'utf8')) as VitestReport;
    } catch {
      throw new UserError(`The check could not be run. Vitest said:\n${said}`);
    }
    return Object.keys(answers).map((lesson) => resultOf(lesson, report));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runVitest(
  output: string,
  environment: Record<string, string>,
): Promise<string> {
  const child = spawn(
    process.execPath,
    [
      path.join(projectFolder, 'node_modules/vitest/vitest.mjs'),
      'run',
      `--config=${path.join(projectFolder, 'src/lab/check/vitest.config.ts')}`,
      '--reporter=json',
      `--outputFile=${output}`,
    ],
    {
      cwd: projectFolder,
      env: { ...process.env, ...environment, NO_COLOR: '1', VITEST: undefined },
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

function resultOf(folder: string, report: VitestReport): CheckResult {
  const file = report.testResults.find(({ name }) =>
    name.endsWith(`${folder}/check.test.ts`),
  );
  if (!file) return { folder, tests: [], broken: 'The check did not run.' };
  const tests = file.assertionResults.map(
    ({ title, status, failureMessages }) => ({
      name: title,
      passed: status === 'passed',
      message: failureMessages.map(withoutStack).join('\n'),
    }),
  );
  if (tests.length > 0) return { folder, tests };
  return { folder, tests, broken: file.message || 'The check has no test.' };
}

/** A failure as the learner needs it: without the stack of the checker. */
function withoutStack(message: string): string {
  return message
    .split('\n')
    .filter((line) => !/^\s+at /.test(line))
    .join('\n')
    .replace(/^(AssertionError|Error): /, '')
    .replace(/ \/\/ Object\.is equality$/m, '')
    .trim();
}
