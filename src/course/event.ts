import type { Fault } from './fault.ts';
import type { ServerState } from './server-state.ts';
import type { Service } from './service-name.ts';

/** Which versions a recording was verified on, e.g. `{ node: '26.10.0' }`. */
export type Versions = Record<string, string>;

/** What a run left on a server, e.g. one queue of RabbitMQ, by its name. */
export interface LeftBehind {
  service: string;
  what: string;
  count: number;
  names: string[];
}

/** A connection of a pane: its connections to a service count from 1. */
export interface Lane {
  pane: string;
  service: Service;
  connection: number;
  /** Which server of that service, from 1, where the run has several. */
  server?: number;
}

/** A connection was made, or has ended. */
export type ConnectionEvent = { t: number; event: 'connection' } & Lane &
  (
    | { state: 'open' }
    | {
        state: 'closed';
        /** Who ended it; `tap` at the end of the run. */
        by: 'client' | 'server' | 'tap' | 'fault';
        reset: boolean;
        /** Messages that were not kept: a run keeps so many, no more. */
        skipped: number;
      }
  );

/** A message that crossed a connection. */
export interface WireEvent extends Lane {
  t: number;
  event: 'wire';
  from: 'client' | 'server';
  /** One line, in the protocol's own words. */
  text: string;
  /** Of the connection's set-up, which is folded away; else it is left out. */
  setup?: true;
  /**
   * Which round trip of its connection it belongs to, from 1. Left out for
   * what nobody waits for, as a message that is pushed.
   */
  trip?: number;
  /** A fault has kept it from the server. */
  lost?: true;
  /** How many bytes it has; `bytes` are the first of them, in base64. */
  length: number;
  bytes: string;
  /** The line of the example that caused it, where that is known. */
  source?: { file: string; line: number };
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
  | ConnectionEvent
  | WireEvent
  /** A fault that the reader asked for has come about. */
  | ({ t: number; event: 'fault' } & Fault)
  /** What a server holds at that moment. */
  | { t: number; event: 'state'; state: ServerState }
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
