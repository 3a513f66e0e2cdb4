import path from 'node:path';
import type { Outcome, RunEvent } from '../course/event.ts';
import type { Program } from '../course/panes.ts';
import { projectFolder } from '../course/project.ts';
import { LIMITS, type Limits } from './limits.ts';
import { startProgram, type Exit, type RunningProgram } from './program.ts';

/** How a run's programs ended, all together. */
export interface RunResult {
  outcome: Outcome;
  /** For the reader, when it is not `finished`. */
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
  /** Stops the run. */
  signal?: AbortSignal;
  limits?: Limits;
  /** Folder below which the programs' paths are. */
  root?: string;
}

/** One pane of a run, from waiting for its line to its end. */
interface Pane {
  program: Program;
  running?: RunningProgram;
  lines: Set<string>;
  rest: string;
  bytes: number;
  ended: boolean;
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
  const root = options.root ?? projectFolder;
  const panes: Pane[] = programs.map((program) => ({
    program,
    lines: new Set(),
    rest: '',
    bytes: 0,
    ended: false,
  }));
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
      () =>
        stop(
          'limit',
          `The run was ended after ${limits.seconds} seconds, the limit for one run. A program that never ends usually has a connection that is still open, or waits for a message that never comes.`,
        ),
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
      on({ t: clock(), event: 'end', pane: pane.program.pane, code, signal });
      startWaiting();
      settle();
    };

    const output = (pane: Pane, stream: 'stdout' | 'stderr', text: string) => {
      if (pane.bytes > limits.outputBytes) return;
      pane.bytes += Buffer.byteLength(text);
      on({ t: clock(), event: stream, pane: pane.program.pane, text });
      if (pane.bytes > limits.outputBytes) {
        const kilobytes = Math.round(limits.outputBytes / 1024);
        stop(
          'limit',
          `The run was ended because "${pane.program.pane}" wrote more than ${kilobytes} kB, the limit for one program. A loop that prints without end is the usual reason.`,
        );
      }
      if (stream !== 'stdout') return;
      const lines = (pane.rest + text).split('\n');
      pane.rest = lines.pop()!;
      for (const line of lines) pane.lines.add(line);
      startWaiting();
    };

    const start = (pane: Pane) => {
      const { pane: name, path: file } = pane.program;
      on({ t: clock(), event: 'start', pane: name });
      pane.running = startProgram(
        path.join(root, file),
        addresses(name),
        (stream, text) =>
          stream === 'notes'
            ? options.notes?.(name, text)
            : output(pane, stream, text),
      );
      pane.running.exited.then(
        (exit) => ended(pane, exit),
        (error: Error) => {
          pane.ended = true;
          stop('failed', `"${name}" could not be started: ${error.message}.`);
          settle();
        },
      );
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

    if (signal?.aborted) return aborted();
    signal?.addEventListener('abort', aborted);
    startWaiting();
  });
}
