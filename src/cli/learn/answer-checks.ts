import { verdictOf, type CheckResult } from '../../course/check-result.ts';
import { loadLesson } from '../../course/lesson.ts';
import { timeOf, withVerdict, type Progress } from '../../course/progress.ts';
import type { Checks } from '../../lab/check/checks.ts';
import type { ProgressFile } from '../../lab/progress-file.ts';
import type { Workbook } from '../../lab/workbook.ts';

/** A test that runs, and how many are over. */
export interface Running {
  done: number;
  name?: string;
}

interface Options {
  workbook: Workbook;
  progress: ProgressFile;
  checks: Pick<Checks, 'check'>;
  /** Ends the checks. */
  signal: AbortSignal;
  /** Something has changed. */
  changed: () => void;
  /** What a learner can do something about; throws for a defect. */
  tell: (error: unknown) => void;
}

/** The checks of a session, one at a time, and what the last one found. */
export class AnswerChecks {
  result: CheckResult | undefined;
  running: Running = { done: 0 };
  progress: Progress;
  #checked: string | undefined;
  #going = false;
  #options: Options;

  constructor(options: Options) {
    this.#options = options;
    this.progress = options.progress.read();
  }

  /** Another lesson is open: nothing is known of its answer. */
  forget() {
    this.result = this.#checked = undefined;
  }

  /**
   * Checks what is in the file of the open lesson, again and again until that
   * is what was checked. What changes meanwhile begins no second check.
   */
  async check(open: () => string): Promise<void> {
    await this.#alone(async () => {
      for (;;) {
        const lesson = open();
        const { source } = this.#options.workbook.read(lesson);
        if (source === this.#checked) return;
        this.#checked = source;
        const result = await this.#verdict(lesson, source);
        if (lesson === open()) this.result = result;
      }
    });
  }

  /** Checks every answer that there is; resolves to a sentence on them. */
  async checkAll(lessons: readonly string[]): Promise<string | undefined> {
    const here = this.result;
    const failed: string[] = [];
    let count = 0;
    const all = await this.#alone(async () => {
      for (const name of lessons) {
        const { source, version } = this.#options.workbook.read(name);
        if (version === undefined) continue;
        count++;
        const result = await this.#verdict(name, source);
        if (verdictOf(result) !== 'passed') failed.push(name);
      }
    });
    this.result ??= here;
    if (!all) return undefined;
    if (failed.length === 0) return `All ${count} answers pass.`;
    return `${count - failed.length} of ${count} answers pass. Open: ${failed.join(', ')}.`;
  }

  /** Does some checking, unless that goes on already; whether it was done. */
  async #alone(work: () => Promise<void>): Promise<boolean> {
    if (this.#going) return false;
    this.#going = true;
    try {
      await work();
      return true;
    } catch (error) {
      if (!this.#options.signal.aborted) this.#options.tell(error);
      return false;
    } finally {
      this.#going = false;
      this.#options.changed();
    }
  }

  async #verdict(name: string, source: string): Promise<CheckResult> {
    const { checks, signal, workbook, progress, changed } = this.#options;
    this.result = undefined;
    this.running = { done: 0 };
    changed();
    const result = await checks.check(
      { lesson: loadLesson(name), file: workbook.fileOf(name), source },
      {
        signal,
        on: (event) => {
          if (event.event === 'test') this.running.name = event.name;
          else if (event.event === 'tested') this.running.done++;
          else return;
          changed();
        },
      },
    );
    const passed = verdictOf(result) === 'passed';
    this.progress = await progress.change((before) =>
      withVerdict(before, name, passed, timeOf(new Date())),
    );
    return result;
  }
}
