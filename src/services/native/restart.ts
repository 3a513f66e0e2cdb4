import { join } from 'node:path';
import { ServicesError } from '../services-error.ts';
import { readState } from '../state.ts';
import { DidNotStart } from './child.ts';
import {
  explain,
  foldersOf,
  PORT_TAKEN,
  startOn,
  stopServer,
} from './lifecycle.ts';
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
  await stopServer(server, root, record);
  const place = { home: join(root, service), ports: record.ports };
  for (let attempt = 1; ; attempt++) {
    try {
      return await startOn(place, server, root, state);
    } catch (error) {
      // What the old process has listened on may be free a moment later.
      const taken = error instanceof DidNotStart && PORT_TAKEN.test(error.log);
      await killUnder(foldersOf(server, root));
      if (taken && attempt < 5) continue;
      throw new ServicesError(explain(server, root, error));
    }
  }
}
