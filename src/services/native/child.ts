import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync } from 'node:fs';
import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  identify,
  isAlive,
  isGone,
  signal,
  type ProcessIdentity,
} from '../process-identity.ts';
import { lastLines, logSize, openLog, readLog } from './log.ts';
import type { Launch } from './native-server.ts';

/**
 * Time until the next probe, in ms: a server for one run is up after 5 ms and
 * is waited for closely, one that boots for seconds is not kept from it.
 */
function pause(since: number): number {
  return performance.now() - since < 50 ? 2 : 15;
}

/** A child that ended before it answered, or never answered. */
export class DidNotStart extends Error {
  readonly log: string;
  constructor(how: string, log: string, path: string) {
    const lines = lastLines(log);
    super(
      `${how}. ` +
        (lines
          ? `Its last words:\n${lines}\nAll of it: ${path}`
          : `Log: ${path}`),
    );
    this.log = log;
  }
}

/**
 * Starts a process in a group of its own, so that a Ctrl-C in our terminal
 * does not reach it, and resolves once it answers. `spawned` is called at once
 * with who it is. Rejects with DidNotStart.
 */
export async function startChild(
  launch: Launch,
  log: string,
  spawned: (identity: ProcessIdentity) => void,
  deadline: number,
): Promise<ChildProcess> {
  const from = logSize(log);
  const file = openLog(log);
  const child = spawn(launch.command, launch.args, {
    cwd: launch.cwd,
    env: launch.env ?? process.env,
    detached: true,
    stdio: [launch.heldByPipe ? 'pipe' : 'ignore', file, file],
    ...launch.user,
  });
  closeSync(file);
  child.unref();
  if (child.stdin instanceof Socket) child.stdin.unref();
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`could not run: ${error.message}`));
    child.once('exit', (code, by) =>
      resolve(by ? `was ended by ${by}` : `exited with code ${code}`),
    );
  });
  const identity = child.pid === undefined ? undefined : identify(child.pid);
  if (identity) spawned(identity);
  const how = await answersOrEnds(launch, ended, deadline);
  if (how === undefined) return child;
  if (identity) signal(identity, 'SIGKILL');
  throw new DidNotStart(how, readLog(log, from), log);
}

/** Undefined once it answers, else how it ended. */
async function answersOrEnds(
  launch: Launch,
  ended: Promise<string>,
  deadline: number,
): Promise<string | undefined> {
  const start = performance.now();
  while (performance.now() - start < deadline) {
    const ready = launch.ready();
    const how = await Promise.race([ended, ready]);
    if (typeof how === 'string') return how;
    if (how) return undefined;
    const early = await Promise.race([ended, sleep(pause(start))]);
    if (typeof early === 'string') return early;
  }
  return `did not answer within ${deadline / 1000} s`;
}

/** Waits for a process that somebody else started; false when it ends first. */
export async function waitUntilReady(
  launch: Pick<Launch, 'ready'>,
  server: ProcessIdentity,
  deadline: number,
): Promise<boolean> {
  const start = performance.now();
  while (isAlive(server) && performance.now() - start < deadline) {
    if (await launch.ready()) return true;
    await sleep(pause(start));
  }
  return false;
}

/** How long a broker's log must be silent before it counts as saved, in ms. */
const SETTLE = 200;

/**
 * Ends a server: `stopSignal`, and SIGKILL where that takes too long or where
 * `saved` says that waiting has no use. Resolves when the process is gone.
 */
export async function stopChild(
  server: ProcessIdentity,
  log: string,
  stopSignal: NodeJS.Signals = 'SIGTERM',
  saved?: (log: string) => boolean,
): Promise<void> {
  const from = logSize(log);
  signal(server, stopSignal);
  const end = performance.now() + (saved ? 15_000 : 5_000);
  while (performance.now() < end && !(await isGone(server, 20))) {
    if (!saved?.(readLog(log, from))) continue;
    const size = logSize(log);
    if (await isGone(server, SETTLE)) return;
    if (logSize(log) === size || saved(readLog(log, from))) break;
  }
  signal(server, 'SIGKILL');
  await isGone(server, 5_000);
}
