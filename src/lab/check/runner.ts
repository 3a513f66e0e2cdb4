// A process that checks answers, one after the other: it has Vitest, and the
// check itself runs in a process of its own, which is contained. No code of a
// learner runs here. It is told and tells by messages: see job.ts.
import path from 'node:path';
import { createVitest, type Vitest } from 'vitest/node';
import type { CheckEvent } from '../../course/check-result.ts';
import { projectFolder } from '../../course/project.ts';
import { answerInPlace } from './answer-in-place.ts';
import { checkPool } from './check-pool.ts';
import type { FromRunner, Job, ToRunner } from './job.ts';
import { CHECK_LIMITS } from './limits.ts';
import { TestReporter } from './test-reporter.ts';

// Before all else: who has started it may die while Vitest is loaded.
process.on('disconnect', () => process.exit());
if (!process.connected) process.exit();

const tell = (message: FromRunner) => process.send?.(message);
let job: Job | undefined;

const pool = checkPool({
  job: () => job,
  on: (fromCheck) => {
    if ('over' in fromCheck) reporter.over(fromCheck.over, fromCheck.t);
    else if ('note' in fromCheck) reporter.note(fromCheck.note);
    // What came of a test is said by Vitest, and by nobody else.
    else if ('event' in fromCheck && isVerdict(fromCheck.event)) return;
    else tell({ fromCheck });
  },
  pid: (pid) => tell({ pid }),
});
const reporter = new TestReporter({
  job: () => job,
  on: (event) => tell({ fromCheck: { event } }),
});
pool.warm(process.argv.slice(2)); // it loads while Vitest does
const vitest = await createVitest(
  'test',
  {
    config: false,
    root: projectFolder,
    watch: false,
    include: ['lessons/*/*/check.test.ts'],
    setupFiles: [path.join(import.meta.dirname, 'setup.ts')],
    reporters: [reporter],
    pool,
    // It would keep the path of the answer that it saw first.
    fsModuleCache: false,
    maxWorkers: 1,
    disableConsoleIntercept: true, // what is printed comes by the pipes
    runner: path.join(import.meta.dirname, 'look-after-test.ts'),
    // A check has no snapshots, and Vitest looks for them: where it may read.
    resolveSnapshotPath: () => path.join(import.meta.dirname, 'none.snap'),
    update: false,
    ...CHECK_LIMITS,
  },
  {
    plugins: [answerInPlace(() => job)],
    // Loaded by Node itself: before it is known which check comes.
    test: { server: { deps: { external: [/\/src\//] } } },
    logLevel: 'silent',
  },
);
await vitest.standalone();

process.on('message', (message: ToRunner) => {
  if ('toCheck' in message) pool.say(message.toCheck);
  else void check(vitest, message.job);
});
function isVerdict({ event }: CheckEvent): boolean {
  return event === 'tested' || event === 'verdict';
}

async function check(vitest: Vitest, next: Job) {
  // What was made of the last answer would be taken for this one's.
  for (const file of filesOf(vitest, next)) vitest.invalidateFile(file);
  job = next;
  reporter.begin();
  const project = vitest.getRootProject();
  try {
    await vitest.runTestSpecifications([
      project.createSpecification(checkOf(next)),
    ]);
  } catch (error) {
    reporter.failed(error as Error);
  }
  tell({ result: reporter.result() });
  pool.warm(next.libraries); // the next is probably of the same lesson
}

/** The check, the answer, what stands in its folder, and the examples. */
function filesOf(vitest: Vitest, next: Job): string[] {
  const folders = [job, next].flatMap((each) =>
    each ? [path.dirname(each.answer) + path.sep] : [],
  );
  folders.push(path.join(projectFolder, 'examples') + path.sep);
  const { environments } = vitest.getRootProject().vite;
  const known = Object.values(environments).flatMap(({ moduleGraph }) => [
    ...moduleGraph.fileToModulesMap.keys(),
  ]);
  return [
    checkOf(next),
    ...known.filter((file) => folders.some((each) => file.startsWith(each))),
  ];
}

function checkOf({ lesson }: Job): string {
  return path.join(projectFolder, lesson, 'check.test.ts');
}
