import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tryLock } from './lock.ts';
import { ServicesError } from './services-error.ts';

/**
 * Ports from here on are given to outgoing connections by the kernel, so a
 * server that waits for one of them may find it taken at any time.
 */
const EPHEMERAL = 32768;

/** A port that nobody listens on, promised to the caller. */
export interface ReservedPort {
  number: number;
  /** Ends the promise: call it once the server listens, or never will. */
  free(): void;
}

/**
 * The first port from `first` on that can be bound on the loopback. The
 * promise is a lock file, so that two starts at once (of two project folders,
 * or of two runs) do not both find the same port free.
 */
export async function reservePort(first: number): Promise<ReservedPort> {
  const user = process.getuid?.() ?? 0;
  const folder = join(tmpdir(), `roundtrip-ports-${user}`);
  for (let number = first; number < EPHEMERAL; number++) {
    const free = tryLock(join(folder, String(number)));
    if (!free) continue;
    if (await canBind(number)) return { number, free };
    free();
  }
  throw new ServicesError(
    `No free port between ${first} and ${EPHEMERAL} on 127.0.0.1.`,
  );
}

/** A port for a server that lives for one run, far from all others of ours. */
export async function reserveRunPort(): Promise<ReservedPort> {
  return reservePort(27_000 + Math.floor(Math.random() * 5000));
}

async function canBind(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () =>
      server.close(() => resolve(true)),
    );
  });
}
