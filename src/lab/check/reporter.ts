import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Reporter, TestModule } from 'vitest/node';
import { projectFolder } from '../../course/project.ts';
import type { CheckResult, TestResult } from './run-checks.ts';

/** How the reporter knows where to write. */
export const REPORT = 'ROUNDTRIP_CHECK_REPORT';

/** What checking gave: a result for each project (by index) and lesson. */
export type Report = { project: number; folder: string; result: CheckResult }[];

/** Writes what checks gave, in the words of `CheckResult`. */
export default class CheckReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]) {
    const report: Report = modules.map((module) => ({
      project: Number(module.project.name),
      folder: path.relative(projectFolder, path.dirname(module.moduleId)),
      result: resultOf(module),
    }));
    writeFileSync(process.env[REPORT]!, JSON.stringify(report));
  }
}

function resultOf(module: TestModule): CheckResult {
  const tests = [...module.children.allTests()].map((test): TestResult => {
    const { state, errors = [] } = test.result();
    return {
      name: test.name,
      passed: state === 'passed',
      message: errors.map(({ message }) => plain(message)).join('\n'),
    };
  });
  const message = module.errors().map((error) => plain(error.message));
  if (tests.length === 0) {
    return { tests, broken: message.join('\n') || 'The check has no test.' };
  }
  // What went wrong beside the tests is the answer's as well.
  const name = 'leaves nothing undone when it is over';
  if (message.length > 0) {
    tests.push({ name, passed: false, message: message.join('\n') });
  }
  return { tests };
}

/**
 * A failure as a learner reads it: what was found on a line of its own,
 * without colours and without the assertion's own jargon.
 */
function plain(message: string): string {
  return stripVTControlCharacters(message)
    .replace(/ \/\/ Object\.is equality$/m, '')
    .replace(/: (expected .*)$/s, (_, found: string) => `\n${found}`)
    .replace(/\+0\b/g, '0')
    .trim();
}
