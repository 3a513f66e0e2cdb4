import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf, ServicesError } from './services-error.ts';

/**
 * Ports from here on are given to outgoing connections by the kernel, so a
 * server that waits for one of them may find it taken at any time.
 */
const EPHEMERAL = 32768;
/** Milliseconds in which a port is let go that will be. */
const PATIENCE = 5000;

/** A port that is promised to the caller. */
export interface ReservedPort {
  number: number;
  /**
   * Ends the promise. Call it when the server listens, as it has the port by
   * itself then, or when it never will; of one that is to be restarted, when
   * it is gone for good.
   */
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
 * Throws a ServicesError where another does not let go of one.
 */
export async function withPorts<T>(
  numbers: readonly number[],
  work: () => Promise<T>,
): Promise<T> {
  const ports: ReservedPort[] = [];
  try {
    // Always in the same order, so that two cannot wait for each other.
    for (const number of numbers.toSorted((a, b) => a - b))
      ports.push(await keepPort(number));
    return await work();
  } finally {
    for (const port of ports) port.free();
  }
}

/** Waits for one who looks whether it is free, or who restarts the same. */
async function keepPort(number: number): Promise<ReservedPort> {
  return inTime(
    () => promised(number),
    `Another program is about to listen on port ${number} of 127.0.0.1, or ` +
      'has it for UDP.',
  );
}

/**
 * Resolves when nobody listens on these ports of the loopback any more. Throws
 * a ServicesError where somebody still does after five seconds.
 */
export async function untilFree(numbers: readonly number[]): Promise<void> {
  for (const number of numbers)
    await inTime(
      () => canBind(number),
      `Another program listens on port ${number} of 127.0.0.1 now.`,
    );
}

/** What it gives, as soon as that is something. */
async function inTime<T>(
  give: () => Promise<T | undefined | false>,
  otherwise: string,
): Promise<T> {
  const end = performance.now() + PATIENCE;
  for (;;) {
    const given = await give();
    if (given) return given;
    if (performance.now() > end)
      throw new ServicesError(
        `${otherwise} End it, or bring the services down and up: they take ` +
          'others then.',
      );
    await sleep(5);
  }
}

/**
 * The promise is a UDP socket at the port's number, of which no server of ours
 * makes use: the kernel gives it to one process of the machine alone, whosever
 * it is, and takes it back when that dies. Undefined when another has it.
 */
async function promised(number: number): Promise<ReservedPort | undefined> {
  const socket = createSocket('udp4').unref();
  const bound = await new Promise<boolean>((resolve, reject) => {
    socket.once('error', (error) =>
      isTaken(error) ? resolve(false) : reject(error),
    );
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
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) =>
      isTaken(error) ? resolve(false) : reject(error),
    );
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () =>
      server.close(() => resolve(true)),
    );
  });
}

/** Windows keeps some ports for itself. */
function isTaken(error: Error): boolean {
  return ['EADDRINUSE', 'EACCES'].includes(codeOf(error) ?? '');
}
