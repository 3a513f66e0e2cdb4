import type { ChildProcess } from 'node:child_process';
import { isGone, type ProcessIdentity } from '../process-identity.ts';
import { findProgram } from '../program.ts';
import type { Launch } from './native-server.ts';

/** Ends a server that keeps nothing; resolves when it is gone. */
export async function stop(
  child: ChildProcess,
  server: ProcessIdentity | undefined,
): Promise<void> {
  child.stdin?.destroy();
  child.kill('SIGKILL');
  if (server) await isGone(server, 2000);
}

/**
 * The same launch, of a process that the kernel kills when we die. Where
 * setpriv is missing, a shell does that: it holds a pipe that only we write
 * to, and when that ends kills its process group.
 */
export function dyingWithUs(
  launch: Launch,
  setpriv: string | false | undefined = process.platform === 'linux' &&
    findProgram('setpriv'),
): Launch {
  const { command, args } = launch;
  if (setpriv) {
    return {
      ...launch,
      command: setpriv,
      args: ['--pdeathsig', 'KILL', '--', command, ...args],
    };
  }
  const guard = '("$@" </dev/null; kill -9 0) & cat >/dev/null; kill -9 0';
  return {
    ...launch,
    command: '/bin/sh',
    args: ['-c', guard, 'guard', command, ...args],
    heldByPipe: true,
  };
}
