import { join } from 'node:path';
import { untilFree, withPorts } from '../port.ts';
import { ServicesError } from '../services-error.ts';
import { readState } from '../state.ts';
import { explain, foldersOf, startOn, stopServer } from './lifecycle.ts';
import type { NativeServer } from './native-server.ts';
import { killUnder } from './own-processes.ts';

/**
 * Stops a server that runs, and starts it again on the same ports. Throws a
 * ServicesError with the last lines of its log.
 */
export async function restartServer(
  server: NativeServer,
  root: string,
): Promise<void> {
  const { service } = server;
  const state = readState(root);
  const record = state[service];
  if (!record) throw new ServicesError(`${service} does not run.`);
  const { ports } = record;
  const numbers = Object.values(ports);
  await withPorts(numbers, async () => {
    await stopServer(server, root, record);
    try {
      // Another server that listens there would be taken for it.
      await untilFree(numbers);
      const place = { home: join(root, service), ports };
      await startOn(place, server, root, state);
    } catch (error) {
      await killUnder(foldersOf(server, root));
      throw new ServicesError(explain(server, root, error));
    }
  });
}
