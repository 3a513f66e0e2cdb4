import type { Service } from './service-name.ts';

/** What can be done to a run, to see what its programs make of it. */
export type Fault =
  /** Breaks the connections that are open: of a pane, or of all. */
  | { fault: 'cut'; pane?: string }
  /** Each way of each connection takes so long from now on. */
  | { fault: 'delay'; milliseconds: number }
  /** SIGKILL to the program of a pane. */
  | { fault: 'kill'; pane: string }
  /** Nothing passes to the server or from it, until it is resumed. */
  | { fault: 'pause' | 'resume'; service: Service }
  /** The server is stopped and started. */
  | { fault: 'restart'; service: Service };

/** A line that a pane has printed, or a message that it is about to send. */
export type Moment = { pane: string } & ({ line: string } | { sends: string });

/** A fault, and the moment at which it comes; else at the start of a run. */
export type ArmedFault = Fault & { when?: Moment };
