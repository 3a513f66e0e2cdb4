/** Which versions a recording was verified on, e.g. `{ node: '26.10.0' }`. */
export type Versions = Record<string, string>;

/** What a run left on a server; see `Leak` in `services/service.ts`. */
export interface LeftBehind {
  service: string;
  what: string;
  count: number;
  names: string[];
}

/**
 * What a run emits, in order; also a line of a recording. `t` is in
 * milliseconds since the run began. A `start` or `end` with a `pane` is
 * that program's; without one it is the run's. `waiting` comes before the
 * run's `start`, from the lab only and not in recordings: how many other
 * runs begin before this one; again whenever that changes.
 */
export type RunEvent =
  | { t: 0; event: 'waiting'; ahead: number }
  | {
      t: number;
      event: 'start';
      example: string;
      panes: string[];
      verified: Versions;
    }
  | { t: number; event: 'start'; pane: string }
  | { t: number; event: 'stdout' | 'stderr'; pane: string; text: string }
  | {
      t: number;
      event: 'wire';
      pane: string;
      connection: number;
      from: 'client' | 'server';
      text: string;
    }
  | {
      t: number;
      event: 'end';
      pane: string;
      code: number | null;
      signal: string | null;
    }
  | {
      t: number;
      event: 'end';
      outcome: Outcome;
      message?: string;
      left: LeftBehind[];
    };

/**
 * `finished`: every program ended by itself. `stopped`: by the reader.
 * `limit`: a limit ended it. `failed`: it could not be run; `message` says why.
 */
export type Outcome = 'finished' | 'stopped' | 'limit' | 'failed';
