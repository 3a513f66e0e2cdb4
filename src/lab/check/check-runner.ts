import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { projectFolder } from '../../course/project.ts';
import { removeScratchOf } from '../scratch.ts';
import type { FromRunner, Job, ToRunner } from './job.ts';

/** What a check tells while it runs. */
export interface OnCheck {
  message(message: Extract<FromRunner, { fromCheck: unknown }>): void;
  /** The process in which it runs. */
  pid(pid: number): void;
}

/**
 * A process with Vitest, which checks one answer after the other. It dies
 * with us.
 */
export class CheckRunner {
  #child: ChildProcess;
  #said = '';
  #on: OnCheck | undefined;
  #checked:
    | PromiseWithResolvers<Extract<FromRunner, { result: unknown }>['result']>
    | undefined;
  #checkPid: number | undefined;
  /** Resolves when it is gone. */
  closed: Promise<void>;

  /** @param libraries that the first check is likely to import */
  constructor(libraries: readonly string[]) {
    this.#child = fork(path.join(import.meta.dirname, 'runner.ts'), libraries, {
      cwd: projectFolder,
      execArgv: ['--disable-warning=ExperimentalWarning'],
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // It is not for what is said to us; only Vitest looks at it.
      env: { ...process.env, NO_COLOR: '1', VITEST: undefined },
    });
    const { stdout, stderr } = this.#child;
    for (const stream of [stdout!, stderr!])
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.#said = (this.#said + text).slice(-4000);
      });
    this.#child.on('message', (message: FromRunner) => this.#heard(message));
    this.closed = new Promise((resolve) => {
      const gone = () => {
        this.#checked?.reject(
          new Error(`The process that checks has ended. ${this.#said}`.trim()),
        );
        if (this.#child.pid) removeScratchOf(this.#child.pid);
        resolve();
      };
      this.#child.once('close', gone).once('error', gone);
    });
    this.hold(false);
  }

  /** Whether it keeps us alive. */
  hold(yes: boolean) {
    const { channel, stdout, stderr } = this.#child;
    const pipes = [stdout, stderr] as unknown as {
      ref(): void;
      unref(): void;
    }[];
    for (const each of [this.#child, ...pipes, channel])
      if (yes) each?.ref();
      else each?.unref();
  }

  /**
   * Checks an answer; to be called when the last one is through.
   * @throws {Error} when it ended meanwhile.
   */
  async check(job: Job, on: OnCheck) {
    this.#on = on;
    this.#checked = Promise.withResolvers();
    this.hold(true);
    this.say({ job });
    try {
      return await this.#checked.promise;
    } finally {
      this.hold(false);
      this.#on = this.#checked = this.#checkPid = undefined;
    }
  }

  say(message: ToRunner) {
    if (this.#child.connected) this.#child.send(message);
  }

  /** SIGKILL, to it and to the check that runs. */
  kill() {
    this.hold(true); // until it is gone
    if (this.#checkPid !== undefined) killGroup(this.#checkPid);
    this.#child.kill('SIGKILL');
  }

  /** Whether it can be used. */
  get alive() {
    return this.#child.connected && this.#child.exitCode === null;
  }

  #heard(message: FromRunner) {
    if ('result' in message) this.#checked?.resolve(message.result);
    else if ('pid' in message) {
      this.#checkPid = message.pid;
      this.#on?.pid(message.pid);
    } else if ('fromCheck' in message) this.#on?.message(message);
  }
}

/** It may be gone already. */
function killGroup(pid: number) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
