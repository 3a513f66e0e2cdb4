import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ServicesError } from './services-error.ts';

/**
 * Ports from here on are given to outgoing connections by the kernel, so a
 * server that waits for one of them may find it taken at any time.
 */
const EPHEMERAL = 32768;
/** Milliseconds in which what a server has listened on is free again. */
const FREED = 5000;

/** A port that nobody listens on, promised to the caller. */
export interface ReservedPort {
  number: number;
  /** Ends the promise: call it once the server listens, or never will. */
  free(): void;
}

/** The first port from `first` on that can be bound on the loopback. */
export async function reservePort(first: number): Promise<ReservedPort> {
  for (let number = first; number < EPHEMERAL; number++) {
    const port = await promised(number);
    if (!port) continue;
    if (await canBind(number)) return port;
    port.free();
  }
  throw new ServicesError(
    `No free port between ${first} and ${EPHEMERAL} on 127.0.0.1.`,
  );
}

/** A port for a server that lives for one run, far from all others of ours. */
export async function reserveRunPort(): Promise<ReservedPort> {
  return reservePort(27_000 + Math.floor(Math.random() * 5000));
}

/**
 * Does the work, a server's restart, while its ports are promised to it: for a
 * moment nobody listens there, and a start elsewhere would find them free.
 */
export async function withPorts<T>(
  numbers: readonly number[],
  work: () => Promise<T>,
): Promise<T> {
  const ports = await Promise.all(numbers.map(keepPort));
  try {
    return await work();
  } finally {
    for (const port of ports) port.free();
  }
}

/** Waits while another looks whether it is free: it is not. */
async function keepPort(number: number): Promise<ReservedPort> {
  for (;;) {
    const port = await promised(number);
    if (port) return port;
    await sleep(5);
  }
}

/**
 * Resolves when nobody listens on these ports of the loopback any more. Throws
 * a ServicesError where somebody still does after five seconds.
 */
export async function untilFree(numbers: readonly number[]): Promise<void> {
  const end = performance.now() + FREED;
  for (const number of numbers) {
    while (!(await canBind(number))) {
      if (performance.now() > end)
        throw new ServicesError(
          `Another program listens on port ${number} of 127.0.0.1 now. End ` +
            'it, or bring the services down and up: they take others then.',
        );
      await sleep(5);
    }
  }
}

/**
 * The promise is a UDP socket at the port's number, of which no server of ours
 * makes use: the kernel gives it to one process of the machine alone, whosever
 * it is, and takes it back when that dies. Undefined when another has it.
 */
async function promised(number: number): Promise<ReservedPort | undefined> {
  const socket = createSocket('udp4').unref();
  const bound = await new Promise<boolean>((resolve) => {
    socket.once('error', () => resolve(false));
    const at = { port: number, address: '127.0.0.1', exclusive: true };
    socket.bind(at, () => resolve(true));
  });
  let open = true;
  const free = () => {
    if (open) socket.close();
    open = false;
  };
  if (bound) return { number, free };
  free();
  return undefined;
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
