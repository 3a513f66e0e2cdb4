import { unwatchFile, watchFile } from 'node:fs';
import path from 'node:path';
import { loadLesson } from '../../course/lesson.ts';
import { statusOf, timeOf } from '../../course/progress.ts';
import { UserError } from '../../course/user-error.ts';
import type { Checks } from '../../lab/check/checks.ts';
import type { ProgressFile } from '../../lab/progress-file.ts';
import type { Workbook } from '../../lab/workbook.ts';
import { AnswerChecks } from './answer-checks.ts';
import { hintsIn } from './hints.ts';
import { screenOf, type Listed } from './screen.ts';

/** Milliseconds between two looks at the answer's file. */
const LOOK_MS = 150;

export interface LearnOptions {
  /** Names of the lessons, in order. */
  lessons: readonly string[];
  workbook: Workbook;
  progress: ProgressFile;
  checks: Pick<Checks, 'check'>;
  /** Shows a screen: its lines. */
  show(lines: string[]): void;
  /** Where paths are shown from. */
  folder: string;
  /** Ends the checks. */
  signal: AbortSignal;
}

/**
 * One learner at work in their own editor: the answer is checked each time its
 * file changes. It opens no program, and goes on to another lesson only when
 * told to.
 */
export class LearnSession {
  #options: LearnOptions;
  #answers: AnswerChecks;
  #lesson = '';
  #hints = 0;
  #chosen: number | undefined;
  #said: string | undefined;
  #asked: 'reset' | undefined;

  constructor(options: LearnOptions) {
    this.#options = options;
    this.#answers = new AnswerChecks({
      ...options,
      changed: () => this.#show(),
      tell: (error) => this.#tell(error),
    });
  }

  /** Opens the lesson where the learner was, or the first that is open. */
  async start() {
    const { lessons } = this.#options;
    const open = lessons.filter((name) => !this.#isSolved(name));
    const at = this.#answers.progress.at?.lesson;
    await this.#open(
      open.find((name) => name === at) ?? open[0] ?? lessons[0]!,
    );
  }

  /** What a key does; resolves to whether it goes on. */
  async key(key: string): Promise<boolean> {
    const asked = this.#asked;
    this.#asked = this.#said = undefined;
    if (key === 'q' || key === '\x03') return false;
    if (this.#chosen !== undefined) await this.#keyInList(key);
    else if (key === 'n') await this.#next();
    else if (key === 'h') this.#hints++;
    else if (key === 'l')
      this.#chosen = this.#options.lessons.indexOf(this.#lesson);
    else if (key === 'c')
      this.#said = await this.#answers.checkAll(this.#options.lessons);
    else if (key === 'r') this.#reset(asked === 'reset');
    else if (key === 'u')
      this.#try('What you had is back.', (workbook, lesson) =>
        workbook.undo(lesson),
      );
    this.#show();
    return true;
  }

  close() {
    if (this.#lesson) unwatchFile(this.#file());
  }

  #file() {
    return this.#options.workbook.fileOf(this.#lesson);
  }

  #isSolved(name: string) {
    return statusOf(this.#answers.progress, name).startsWith('solved');
  }

  async #open(lesson: string) {
    this.close();
    this.#lesson = lesson;
    this.#hints = 0;
    this.#chosen = undefined;
    this.#answers.forget();
    this.#try(undefined, (workbook) => {
      if (workbook.firstCopy(lesson))
        this.#said =
          'This is your copy of the exercise. Write your answer there, and save.';
    });
    const check = () => this.#answers.check(() => this.#lesson);
    try {
      this.#answers.progress = await this.#options.progress.change(
        (before) => ({ ...before, at: { lesson, time: timeOf(new Date()) } }),
      );
    } catch (error) {
      this.#tell(error);
    }
    watchFile(this.#file(), { interval: LOOK_MS }, () => void check());
    await check();
  }

  async #next() {
    const { lessons } = this.#options;
    const here = lessons.indexOf(this.#lesson);
    const after = [...lessons.slice(here + 1), ...lessons.slice(0, here)];
    const next = after.find((name) => !this.#isSolved(name));
    if (next) await this.#open(next);
    else this.#said = 'Every other lesson is solved. l shows them all.';
  }

  async #keyInList(key: string) {
    const { lessons } = this.#options;
    const last = lessons.length - 1;
    if (key === 'j' || key === '\x1b[B')
      this.#chosen = Math.min(last, this.#chosen! + 1);
    else if (key === 'k' || key === '\x1b[A')
      this.#chosen = Math.max(0, this.#chosen! - 1);
    else if (key === '\r') await this.#open(lessons[this.#chosen!]!);
    else this.#chosen = undefined;
  }

  #reset(confirmed: boolean) {
    if (confirmed)
      return this.#try(
        'The stub is back. u brings back what you had.',
        (workbook, lesson) => workbook.reset(lesson),
      );
    this.#asked = 'reset';
    this.#said = 'Press r again to put the stub back; u takes that back.';
  }

  /** Does something to the answer; says that it was done, or why not. */
  #try(
    done: string | undefined,
    work: (workbook: Workbook, lesson: string) => unknown,
  ) {
    try {
      work(this.#options.workbook, this.#lesson);
      this.#said = done ?? this.#said;
    } catch (error) {
      this.#tell(error);
    }
  }

  /** What a learner can do something about; anything else is our defect. */
  #tell(error: unknown) {
    if (!(error instanceof UserError)) throw error;
    this.#said = error.message;
  }

  #listed(name: string): Listed {
    const { title } = loadLesson(name).frontmatter;
    return { name, title, status: statusOf(this.#answers.progress, name) };
  }

  #show() {
    const { folder, lessons, show } = this.#options;
    const full = this.#file();
    const hints = hintsIn(loadLesson(this.#lesson).body);
    show(
      screenOf({
        lesson: this.#listed(this.#lesson),
        answer: { full, shown: path.relative(folder, full) },
        lessons: lessons.map((name) => this.#listed(name)),
        result: this.#answers.result,
        running: this.#answers.running,
        hints: { shown: hints.slice(0, this.#hints), all: hints.length },
        chosen: this.#chosen,
        said: this.#said,
      }),
    );
  }
}
