import type { Reporter, TestModule } from 'vitest/node';

/**
 * Ends the run with the line `N passed, N failed`, and names every test
 * that was skipped, because a skip that nobody sees is a hole.
 */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const having = (state: string) =>
      tests.filter((test) => test.result().state === state);
    const brokenModules = modules.filter(
      (module) =>
        module.state() === 'failed' &&
        ![...module.children.allTests('failed')].length,
    );
    const failed =
      having('failed').length + brokenModules.length + errors.length;
    const skipped = having('skipped');
    // After the default reporter's summary, which is printed now as well.
    process.once('exit', () => {
      for (const test of skipped) {
        const note = test.result();
        const why = 'note' in note && note.note ? note.note : 'no reason given';
        console.log(`skipped: ${test.fullName} (${why})`);
      }
      const end = skipped.length > 0 ? `, ${skipped.length} skipped` : '';
      console.log(`${having('passed').length} passed, ${failed} failed${end}`);
    });
    if (tests.length === 0) process.exitCode = 1;
  }
}
