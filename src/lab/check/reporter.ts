import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Reporter, TestModule } from 'vitest/node';
import { projectFolder } from '../../course/project.ts';
import type { CheckResult } from './run-checks.ts';

/** How the reporter knows where to write. */
export const REPORT = 'ROUNDTRIP_CHECK_REPORT';

/** What checking gave: a result for each project (by index) and lesson. */
export type Report = (CheckResult & { project: number })[];

/** Writes what checks gave, in the words of `CheckResult`. */
export default class CheckReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]) {
    const report: Report = modules.map((module) => ({
      project: Number(module.project.name),
      folder: path.relative(projectFolder, path.dirname(module.moduleId)),
      ...resultOf(module),
    }));
    writeFileSync(process.env[REPORT]!, JSON.stringify(report));
  }
}

function resultOf(module: TestModule): Omit<CheckResult, 'folder'> {
  const tests = [...module.children.allTests()].map((test) => {
    const { state, errors = [] } = test.result();
    return {
      name: test.name,
      passed: state === 'passed',
      message: errors.map(({ message }) => plain(message)).join('\n'),
    };
  });
  if (tests.length > 0) return { tests };
  const errors = module.errors().map(({ message }) => plain(message));
  return { tests, broken: errors.join('\n') || 'The check has no test.' };
}

/** Without colours, and without the operator of the assertion. */
function plain(message: string): string {
  return stripVTControlCharacters(message)
    .replace(/ \/\/ Object\.is equality$/m, '')
    .trim();
}
