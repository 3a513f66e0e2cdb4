import { failureOf, type VitestError } from './failure.ts';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import type {
  CheckEvent,
  CheckResult,
  Failure,
  TestResult,
} from '../../course/check-result.ts';
import type { Job } from './job.ts';

interface Options {
  job: () => Job | undefined;
  on: (event: CheckEvent) => void;
}

/** Says what Vitest found, in the words of `CheckResult`. */
export class TestReporter implements Reporter {
  #options: Options;
  #began = performance.now();
  #over = new Map<string, number>();
  #result: CheckResult = { tests: [], notes: [] };

  constructor(options: Options) {
    this.#options = options;
  }

  begin() {
    this.#began = performance.now();
    this.#over.clear();
    this.#result = { tests: [], notes: [] };
  }

  /** When a test was over, in milliseconds since the check began. */
  over(name: string, t: number) {
    this.#over.set(name, t);
  }

  note(text: string) {
    this.#result.notes.push(text);
  }

  onTestCaseResult(test: TestCase) {
    const { name } = test;
    const { state, errors } = test.result();
    if (state === 'skipped' || state === 'pending') return;
    const task = test.parent.type === 'suite' ? test.parent.name : '';
    const [first] = errors ?? [];
    const result: TestResult = {
      name,
      task,
      passed: state === 'passed',
      ...(first && { failure: this.#failure(first) }),
    };
    this.#add(result);
  }

  onTestModuleEnd(module: TestModule) {
    const [error] = module.errors();
    if (error) this.#broke(error);
  }

  onTestRunEnd(_: unknown, errors: readonly VitestError[]) {
    const [error] = errors;
    if (error && !this.#result.broken) this.#broke(error);
  }

  failed(error: Error) {
    this.#result.broken ??= { message: error.message };
  }

  result(): CheckResult {
    const { tests, broken } = this.#result;
    if (tests.length === 0 && !broken)
      return { ...this.#result, broken: { message: 'The check has no test.' } };
    return this.#result;
  }

  #add(test: TestResult) {
    this.#result.tests.push(test);
    const now = Math.round(performance.now() - this.#began);
    const t = this.#over.get(test.name) ?? now;
    this.#options.on({ t, event: 'tested', test });
  }

  /** What went wrong beside the tests is the answer's as well. */
  #broke(error: VitestError) {
    const failure = this.#failure(error);
    if (this.#result.tests.length === 0) {
      const { message, line } = failure;
      this.#result.broken ??= { message, ...(line && { line }) };
      return;
    }
    const name = 'leaves nothing undone when it is over';
    this.#add({ name, task: '', passed: false, failure });
  }

  #failure(error: VitestError): Failure {
    return failureOf(error, this.#options.job()?.answer ?? '');
  }
}
