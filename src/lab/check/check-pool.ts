import type { PoolRunnerInitializer, PoolWorker } from 'vitest/node';
import { startCheckProcess, type CheckProcess } from './check-process.ts';
import type { FromCheck, Job, ToCheck } from './job.ts';

/** Where Vitest has its processes from: contained ones, started in advance. */
export function checkPool(options: {
  job: () => Job | undefined;
  on: (message: FromCheck) => void;
  /** Told the process of each check. */
  pid: (pid: number) => void;
}): PoolRunnerInitializer & {
  /** Has a process ready for the next check, with these libraries loaded. */
  warm(libraries: readonly string[]): void;
  /** Says something to the check that runs. */
  say(message: ToCheck): void;
} {
  let waiting: CheckProcess | undefined;
  let running: CheckProcess | undefined;
  const start = (libraries: readonly string[]) => {
    const started = startCheckProcess(libraries);
    void started.closed.then(() => {
      if (waiting === started) waiting = undefined;
    });
    return started;
  };
  return {
    name: 'roundtrip',
    warm: (libraries) => (waiting ??= start(libraries)),
    say: (message) => running?.say(message),
    createPoolWorker: (): PoolWorker => {
      const check = (running =
        waiting ?? start(options.job()?.libraries ?? []));
      waiting = undefined;
      const { child } = check;
      return {
        name: 'roundtrip',
        cacheFs: false,
        on: (event, callback) => void child.on(event, callback),
        off: (event, callback) => void child.off(event, callback),
        send: (message) => void (child.connected && child.send(message)),
        deserialize: (data) => data,
        async start() {
          const { addresses, answer, trialFolder } = options.job()!;
          for (const stream of ['stdout', 'stderr'] as const)
            child[stream]!.setEncoding('utf8').on('data', (printed: string) =>
              options.on({ printed }),
            );
          child.on('message', (message: { roundtrip?: FromCheck }) => {
            if (message.roundtrip) options.on(message.roundtrip);
          });
          const text = JSON.stringify({ answer, addresses, trialFolder });
          check.say({ environment: { ROUNDTRIP_JOB: text } });
          if (child.pid !== undefined) options.pid(child.pid);
        },
        async stop() {
          check.kill();
          await check.closed;
        },
      };
    },
  };
}
