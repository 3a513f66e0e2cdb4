import { constants } from 'node:os';
import { UserError } from '../course/user-error.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
type Signal = (typeof SIGNALS)[number];

/**
 * Milliseconds in which a further signal is the first one again: a terminal
 * sends Ctrl-C to the whole group, and npm and the launcher pass it on.
 */
const ECHO = 1000;

/** Work was broken off by a signal; `exitCode` as a shell has it: 130. */
export class Interrupted extends UserError {
  override name = 'Interrupted';
  readonly exitCode: number;

  constructor(signal: Signal) {
    super('Stopped.');
    this.exitCode = 128 + constants.signals[signal];
  }
}

/** From the first signal on, what was started is being stopped. */
export interface Stop {
  /** Aborted at the first Ctrl-C, SIGTERM or SIGHUP; by an Interrupted. */
  signal: AbortSignal;
  /** Resolves then. */
  stopped: Promise<void>;
  /** Lets signals end the process by themselves again. */
  forget(): void;
}

/**
 * Signals do not end the process from here on: `said` is called at once,
 * and whoever waits stops what was started. A second Ctrl-C ends at once.
 */
export function untilStopped(said: () => void): Stop {
  const controller = new AbortController();
  const { signal } = controller;
  let since = 0;
  const stop = (name: Signal) => {
    if (!signal.aborted) {
      since = performance.now();
      // The terminal may be gone with the signal.
      for (const out of [process.stdout, process.stderr]) out.on('error', gone);
      said();
      controller.abort(new Interrupted(name));
    } else if (performance.now() - since > ECHO) {
      console.error(
        'Ended before all was stopped: `npm run services -- down` stops the services that are left.',
      );
      process.exit(new Interrupted(name).exitCode);
    }
  };
  for (const name of SIGNALS) process.on(name, stop);
  return {
    signal,
    stopped: new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve());
    }),
    forget() {
      for (const name of SIGNALS) process.off(name, stop);
    },
  };
}

function gone() {
  // Nobody is left to read it.
}
