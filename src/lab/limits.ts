/** What one run may use before the lab ends it. */
export interface Limits {
  /** Seconds until every program of the run is killed. */
  seconds: number;
  /** Seconds that one program may keep a processor busy. */
  busySeconds: number;
  /** Bytes of memory that one program may have, buffers and all. */
  memoryBytes: number;
  /** Bytes that one program may write to its output. */
  outputBytes: number;
  /** Programs that one run may have. */
  programs: number;
}

export const LIMITS: Limits = {
  seconds: 30,
  busySeconds: 10,
  memoryBytes: 384 * 2 ** 20,
  outputBytes: 256 * 1024,
  programs: 8,
};

/** Megabytes of JavaScript objects, of which V8 itself keeps count. */
export const HEAP_MB = 128;

/** Milliseconds from SIGINT to SIGKILL, for a program that should stop. */
export const GRACE_MS = 1500;
