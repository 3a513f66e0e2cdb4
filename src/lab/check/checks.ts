import type { CheckEvent, CheckResult } from '../../course/check-result.ts';
import type { Lesson } from '../../course/lesson.ts';
import { UserError } from '../../course/user-error.ts';
import type { Provider } from '../../services/service.ts';
import { watchUsage } from '../usage.ts';
import { AnswerPrograms } from './answer-programs.ts';
import { answerTo } from './answer-to-check.ts';
import { brokenBefore } from './broken-before.ts';
import { CheckRunner } from './check-runner.ts';
import { CHECK_USAGE, PRINTED_KEPT, type CheckUsage } from './limits.ts';
import * as over from './over-check.ts';
import { warmLibraries } from './warm-libraries.ts';

/** A learner's answer to the exercise of a lesson. */
export interface Answer {
  lesson: Lesson;
  /** Its full path; what it imports is looked for from there. */
  file: string;
  source: string;
}

/** Checks answers, each contained and on a lease of its own. */
export class Checks {
  #services: Pick<Provider, 'lease'>;
  #idle: CheckRunner[] = [];
  #all = new Set<CheckRunner>();

  constructor(services: Pick<Provider, 'lease'>) {
    this.#services = services;
  }

  /** Has a process ready for a lesson: its verdict comes sooner. */
  expect(lesson: Pick<Lesson, 'folder'>) {
    if (this.#idle.length === 0) this.#idle.push(this.#start(lesson));
  }

  /**
   * Checks an answer; as many at once as it is called.
   * @param options.on is told each event, the verdict last
   * @throws {UserError} when nothing could be checked, for no fault of the
   * answer; the signal's reason when that was aborted.
   */
  async check(
    answer: Answer,
    options: {
      on?: (event: CheckEvent) => void;
      signal?: AbortSignal;
      usage?: CheckUsage;
    } = {},
  ): Promise<CheckResult> {
    const { on = () => {}, signal } = options;
    const broken = brokenBefore(answer.source);
    const result = broken
      ? this.#told({ tests: [], notes: [], broken }, { on, clock: () => 0 })
      : await this.#run(answer, { ...options, on });
    signal?.throwIfAborted();
    return result;
  }

  /** Ends every check, and resolves when no process is left. */
  async close(): Promise<void> {
    for (const runner of this.#all) runner.kill();
    await Promise.all([...this.#all].map(({ closed }) => closed));
  }

  async #run(
    { lesson, file, source }: Answer,
    options: {
      on: (event: CheckEvent) => void;
      signal?: AbortSignal;
      usage?: CheckUsage;
    },
  ): Promise<CheckResult> {
    const { on, signal, usage = CHECK_USAGE } = options;
    this.expect(lesson); // it loads while the servers are leased
    const { uses } = lesson.frontmatter;
    const began = performance.now();
    const clock = () => Math.round(performance.now() - began);
    const lease = await this.#services.lease(uses, lesson);
    const runner = this.#idle.pop() ?? this.#start(lesson);
    const programs = new AnswerPrograms({ lesson, source }, (news) =>
      runner.say({ toCheck: { news } }),
    );
    let ended: CheckResult['broken'];
    let unwatch = () => {};
    let loop: number | undefined;
    const end = (message: string, line?: number) => {
      ended ??= { message, ...(line && { line }) };
      runner.kill();
    };
    let printed = '';
    let bytes = 0;
    const prints = (text: string) => {
      printed = (printed + text).slice(-PRINTED_KEPT);
      bytes += Buffer.byteLength(text);
      if (bytes > usage.printedBytes) end(over.tooMuchPrinted(usage));
    };
    /** Vitest knows only that the process is gone. */
    const explain = (problem: CheckResult['broken']) => {
      if (!problem?.message.startsWith('[vitest-pool]')) return;
      problem.message = over.died(printed);
      if (loop) problem.line = loop;
    };
    const stop = () => end('You stopped the check.');
    const timer = setTimeout(
      () => end(over.tooLong(usage)),
      usage.seconds * 1000,
    );
    const tests: CheckResult['tests'] = [];
    signal?.addEventListener('abort', stop);
    try {
      const { addresses, versions } = lease;
      on({
        ...{ t: 0, event: 'start', example: lesson.name },
        ...{ panes: ['answer'], verified: versions },
      });
      if (signal?.aborted) stop();
      const job = {
        lesson: lesson.folder,
        answer: file,
        source,
        libraries: warmLibraries(lesson),
        addresses,
        ...(lease.redisTrial && { trialFolder: lease.redisTrial.folder }),
      };
      const result = await runner.check(job, {
        pid: (pid) => {
          unwatch = watchUsage(pid, (used) => {
            const message = over.over(used, usage);
            if (message) end(message, loop);
          });
        },
        message: ({ fromCheck }) => {
          if ('event' in fromCheck) {
            const { event } = fromCheck;
            if (event.event === 'tested') {
              explain(event.test.failure);
              tests.push(event.test);
            }
            return on(event);
          }
          if ('printed' in fromCheck) return prints(fromCheck.printed);
          if ('loop' in fromCheck) {
            loop = fromCheck.loop;
            return;
          }
          const { question, asked } = fromCheck;
          answerTo(asked, { lesson, lease, programs }).then(
            (value) => runner.say({ toCheck: { answered: question, value } }),
            ({ message }: Error) =>
              runner.say({ toCheck: { answered: question, error: message } }),
          );
        },
      });
      this.#idle.push(runner);
      explain(result.broken);
      for (const { failure } of result.tests) explain(failure);
      return this.#told(
        { ...result, ...(printed && { printed }) },
        { on, clock },
      );
    } catch (error) {
      if (!ended) throw new UserError((error as Error).message);
      return this.#told({ tests, notes: [], broken: ended }, { on, clock });
    } finally {
      clearTimeout(timer);
      unwatch();
      signal?.removeEventListener('abort', stop);
      await programs.end();
      await lease.release();
    }
  }

  #told(
    result: CheckResult,
    { on, clock }: { on: (event: CheckEvent) => void; clock: () => number },
  ) {
    on({ t: clock(), event: 'end', outcome: 'finished', left: [] });
    on({ t: clock(), event: 'verdict', result });
    return result;
  }

  #start(lesson: Pick<Lesson, 'folder'>): CheckRunner {
    const runner = new CheckRunner(warmLibraries(lesson));
    this.#all.add(runner);
    void runner.closed.then(() => {
      this.#all.delete(runner);
      this.#idle = this.#idle.filter((each) => each !== runner);
    });
    return runner;
  }
}
