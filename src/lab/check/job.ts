import type { CheckEvent, CheckResult } from '../../course/check-result.ts';
import type { Addresses, Service } from '../../services/service.ts';

/** An answer that is to be checked. */
export interface Job {
  /** Folder of the lesson: `lessons/redis/12-pub-sub`. */
  lesson: string;
  /** Full path that the answer counts as: what it imports is from there. */
  answer: string;
  source: string;
  /** What the check and the answer are likely to import. */
  libraries: string[];
  /** Of the lease that the check is on. */
  addresses: Addresses;
  /** Where its Redis on trial has its files. */
  trialFolder?: string;
}

/** What a check asks of the process that has its lease. */
export type Question =
  | { ask: 'look' }
  | { ask: 'restart'; service: Service }
  | { ask: 'settings'; args: string[] }
  | { ask: 'redis settings'; conf: string }
  | { ask: 'start'; file: string; args: string[]; addresses: Addresses }
  | { ask: 'kill'; program: number };

/** What a program says that a check has started. */
export type ProgramNews = { program: number } & (
  { text: string } | { ended: string }
);

/** From the process of a check, by way of its runner. */
export type FromCheck =
  | { event: CheckEvent }
  /** The line of a loop in which the answer has been for long. */
  | { loop: number }
  | { question: number; asked: Question }
  /** What the answer, or the check, has printed. */
  | { printed: string }
  /** What fails no test and should be known. */
  | { note: string }
  /** A test is over, so many milliseconds after the check began. */
  | { over: string; t: number };

/** To the process of a check. */
export type ToCheck =
  | { environment: Record<string, string> }
  | { answered: number; value?: unknown; error?: string }
  | { news: ProgramNews };

/** To a runner. */
export type ToRunner = { job: Job } | { toCheck: ToCheck };

/** From a runner. */
export type FromRunner =
  | { pid: number }
  | { fromCheck: Exclude<FromCheck, { over: string } | { note: string }> }
  | { result: CheckResult };
