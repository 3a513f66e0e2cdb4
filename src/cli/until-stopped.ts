/**
 * Resolves at the first Ctrl-C, SIGTERM or SIGHUP, which from here on do
 * not end the process by themselves: what was started is stopped first.
 */
export function untilStopped(): { signal: Promise<void>; already(): boolean } {
  let stopped = false;
  const signal = new Promise<void>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(name, () => {
        stopped = true;
        resolve();
      });
    }
  });
  return { signal, already: () => stopped };
}
