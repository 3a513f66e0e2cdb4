/** What one run may use before the lab ends it. */
export interface Limits {
  /** Seconds until every program of the run is killed. */
  seconds: number;
  /** Bytes that one program may write to its output. */
  outputBytes: number;
}

export const LIMITS: Limits = { seconds: 30, outputBytes: 256 * 1024 };

/** Milliseconds from SIGINT to SIGKILL, for a program that should stop. */
export const GRACE_MS = 1500;
