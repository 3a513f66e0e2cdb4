import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { modulesFor } from '../../course/example-modules.ts';
import type { Lesson } from '../../course/lesson.ts';
import { projectFolder } from '../../course/project.ts';
import { UserError } from '../../course/user-error.ts';
import { startNode } from '../node-process.ts';
import { startProgram, type RunningProgram } from '../program.ts';
import type { ProgramNews, Question } from './job.ts';

/** Programs at once that one check may have. */
const MOST = 4;

/**
 * The programs that a check starts, each contained, in a process of its own,
 * with the answer as its `./exercise.ts`.
 */
export class AnswerPrograms {
  #lesson: Pick<Lesson, 'folder'>;
  #answer: string;
  #tell: (news: ProgramNews) => void;
  #running: RunningProgram[] = [];

  constructor(
    { lesson, source }: { lesson: Pick<Lesson, 'folder'>; source: string },
    tell: (news: ProgramNews) => void,
  ) {
    this.#lesson = lesson;
    this.#answer = source;
    this.#tell = tell;
  }

  /**
   * Starts a file of the lesson's folder; returns its number.
   * @throws {UserError} when there is no such file, or too many run.
   */
  start({
    file,
    args,
    addresses,
  }: Extract<Question, { ask: 'start' }>): number {
    const files = this.#files();
    const program = `${this.#lesson.folder}/${file}`;
    if (!files.some((each) => each.path === program))
      throw new UserError(`This check has no program "${file}" in its folder.`);
    if (this.#running.length >= MOST)
      throw new UserError(`A check may start ${MOST} programs, no more.`);
    const number = this.#running.length;
    let said = '';
    const running = startProgram(
      startNode(),
      { program, files, addresses, args },
      {
        output: (stream, text) => {
          if (stream === 'stdout') this.#tell({ program: number, text });
          else said = (said + text).slice(-4000);
        },
        notes: () => {},
        usage: () => {},
      },
    );
    this.#running.push(running);
    const ended = () => this.#tell({ program: number, ended: said });
    running.exited.then(ended, ended);
    return number;
  }

  /** SIGKILL. */
  kill(number: number) {
    this.#running[number]?.kill();
  }

  /** Ends them all; resolves when they are gone. */
  async end(): Promise<void> {
    for (const each of this.#running) each.kill();
    await Promise.allSettled(this.#running.map(({ exited }) => exited));
  }

  /**
   * What stands beside the check, with the answer among it, and the modules
   * of examples that these import.
   */
  #files() {
    const { folder } = this.#lesson;
    const names = readdirSync(path.join(projectFolder, folder)).filter(
      (name) => /^[\w-]+\.ts$/.test(name) && name !== 'solution.ts',
    );
    const files = names.map((name) => ({
      path: `${folder}/${name}`,
      source:
        name === 'exercise.ts'
          ? this.#answer
          : readFileSync(path.join(projectFolder, folder, name), 'utf8'),
    }));
    // What is not there is told by the check itself, which imports it too.
    return [...files, ...modulesFor(files, projectFolder, () => {})];
  }
}
