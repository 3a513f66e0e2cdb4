import type { Outcome, RunEvent } from '../course/event.ts';
import type { ExampleFile } from '../course/example-file.ts';
import type { Program } from '../course/panes.ts';
import { UserError } from '../course/user-error.ts';
import { REFUSED } from './containment.ts';
import { LIMITS, type Limits } from './limits.ts';
import { startNode, type NodeProcess } from './node-process.ts';
import * as over from './over-limit.ts';
import { newPane, noteErrors, type Pane } from './pane.ts';
import { startProgram, type Exit } from './program.ts';
import type { Usage } from './usage.ts';

/** Exit code of a process that aborted, where there are no signals. */
const ABORTED = 134;

/** How a run's programs ended, all together. */
export interface RunResult {
  outcome: Outcome;
  /** For the reader, when there is something to explain. */
  message?: string;
}

export interface RunOptions {
  /** What the program of a pane finds in its environment. */
  addresses: (pane: string) => object;
  /** Receives what the program of a pane notes; see `source-lines.cjs`. */
  notes?: (pane: string, text: string) => void;
  /** Milliseconds since the run began: the `t` of its events. */
  clock: () => number;
  on: (event: RunEvent) => void;
  /** Told each line that a program has written to its stdout. */
  wrote?: (pane: string, line: string) => void;
  /** Is given what can be done to the run while it goes on. */
  controls?: (controls: {
    /** SIGKILL to the program of a pane; false where it does not run. */
    kill(pane: string): boolean;
  }) => void;
  /** Stops the run. */
  signal?: AbortSignal;
  limits?: Limits;
  /** What each program may import, and the programs themselves. */
  files: readonly ExampleFile[];
  /** Gives a process to each program; by default a new one. */
  node?: () => NodeProcess;
}

/**
 * Runs programs together, each as soon as the line that it waits for was
 * written, and resolves when all have ended. No process is left.
 */
export function runPrograms(
  programs: readonly Program[],
  options: RunOptions,
): Promise<RunResult> {
  const { addresses, clock, on, signal, limits = LIMITS } = options;
  const { files, node = () => startNode() } = options;
  if (programs.length > limits.programs) {
    const message = over.tooManyPrograms(programs.length, limits);
    return Promise.resolve({ outcome: 'failed', message });
  }
  const panes = programs.map(newPane);
  let result: RunResult = { outcome: 'finished' };
  let stopping = false;

  return new Promise((resolve) => {
    const stop = (outcome: Outcome, message: string) => {
      if (stopping) return;
      stopping = true;
      result = { outcome, message };
      for (const pane of panes) {
        pane.running?.kill();
        if (!pane.running) pane.ended = true;
      }
      settle();
    };
    const aborted = () => stop('stopped', 'You stopped the run.');
    const timer = setTimeout(
      () => stop('limit', over.tooLong(limits)),
      limits.seconds * 1000,
    );

    const settle = () => {
      const left = panes.filter(({ ended }) => !ended);
      if (left.length === 0) {
        clearTimeout(timer);
        signal?.removeEventListener('abort', aborted);
        resolve(result);
      } else if (left.every(({ program }) => program.header.background)) {
        for (const pane of left) pane.running?.interrupt();
      }
    };

    const ended = (pane: Pane, { code, signal }: Exit) => {
      pane.ended = true;
      const crashed = signal === 'SIGABRT' || code === ABORTED;
      if (crashed && pane.met.has('heap')) {
        stop('limit', over.outOfHeap(pane.program.pane));
      } else if (pane.met.has('refusal')) result.message ??= REFUSED;
      on({ t: clock(), event: 'end', pane: pane.program.pane, code, signal });
      startWaiting();
      settle();
    };

    const output = (pane: Pane, stream: 'stdout' | 'stderr', text: string) => {
      if (pane.bytes > limits.outputBytes) return;
      pane.bytes += Buffer.byteLength(text);
      on({ t: clock(), event: stream, pane: pane.program.pane, text });
      if (pane.bytes > limits.outputBytes) {
        stop('limit', over.tooMuchOutput(pane.program.pane, limits));
      }
      if (stream === 'stderr') return noteErrors(pane, text);
      const lines = (pane.rest + text).split('\n');
      pane.rest = lines.pop()!;
      for (const line of lines) {
        pane.lines.add(line);
        options.wrote?.(pane.program.pane, line);
      }
      startWaiting();
    };

    const used = (pane: Pane, { memoryBytes, busySeconds }: Usage) => {
      const { pane: name } = pane.program;
      if (memoryBytes > limits.memoryBytes) {
        stop('limit', over.tooMuchMemory(name, limits));
      } else if (busySeconds > limits.busySeconds) {
        stop('limit', over.tooBusy(name, limits));
      }
    };

    const start = (pane: Pane) => {
      const { pane: name, path: file } = pane.program;
      on({ t: clock(), event: 'start', pane: name });
      const notStarted = (error: Error) => {
        pane.ended = true;
        const { message } = error;
        const why = error instanceof UserError ? message : `${message}.`;
        stop('failed', `"${name}" could not be started: ${why}`);
        settle();
      };
      try {
        pane.running = startProgram(
          node(),
          { program: file, files, addresses: addresses(name) },
          {
            output: (stream, text) => output(pane, stream, text),
            notes: (text) => options.notes?.(name, text),
            usage: (usage) => used(pane, usage),
          },
        );
      } catch (error) {
        return notStarted(error as Error);
      }
      pane.running.exited.then((exit) => ended(pane, exit), notStarted);
    };

    const startWaiting = () => {
      for (const pane of panes) {
        if (stopping || pane.running) continue;
        const { after } = pane.program.header;
        const other = panes.find(({ program }) => program.pane === after?.pane);
        if (!after || other?.lines.has(after.line)) {
          start(pane);
        } else if (other?.ended) {
          stop(
            'failed',
            `"${pane.program.pane}" waited for the line "${after.line}" of "${after.pane}", which ended without it.`,
          );
        }
      }
    };

    const kill = (name: string) => {
      const pane = panes.find(({ program }) => program.pane === name);
      if (!pane?.running || pane.ended) return false;
      pane.running.kill();
      return true;
    };
    options.controls?.({ kill });
    if (signal?.aborted) return aborted();
    signal?.addEventListener('abort', aborted);
    startWaiting();
  });
}
