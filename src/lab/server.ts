import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import path from 'node:path';
import { projectFolder } from '../course/project.ts';
import { UserError } from '../course/user-error.ts';
import type { Provider } from '../services/service.ts';
import { refuseHost, SECURITY_HEADERS, type Refusal } from './guard.ts';
import { labHandler } from './handler.ts';
import { NodePool } from './node-pool.ts';
import { pageHandler } from './pages.ts';
import { portOwner, roundtripAt } from './port-owner.ts';
import { usualLibraries } from './usual-libraries.ts';

/** Milliseconds for a request that comes slowly, or not at all. */
const PATIENCE = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
};
/** A browser opens six for a host; each run that is waited for has one. */
const MOST_CONNECTIONS = 128;
/** How many ports after the wanted one are tried. */
const TRIES = 20;

export interface Lab {
  /** Where the site is, e.g. `http://localhost:4321/`. */
  url: string;
  /** Sentences about ports that were taken, if any were. */
  notes: string[];
  /** Stops listening and ends the runs; resolves when all are closed. */
  close(): Promise<void>;
}

/**
 * Serves the built site and the lab on one loopback address. Takes the
 * next port when the wanted one is in use, and says by whom. `host` is the
 * one other name that it answers to, when a proxy forwards its port.
 */
export async function startLab(options: {
  port: number;
  services: Pick<Provider, 'lease'>;
  dist?: string;
  root?: string;
  /** The learner's own folder; by default the project's. */
  workbook?: string;
  host?: string;
  /** Libraries that it has processes ready for; read from the examples. */
  libraries?: readonly string[][];
}): Promise<Lab> {
  const token = randomBytes(24).toString('base64url');
  const { root = projectFolder } = options;
  const pool = new NodePool();
  const lab = labHandler({ ...options, token, pool });
  const pages = pageHandler(
    options.dist ?? path.join(projectFolder, 'dist'),
    token,
  );
  const server = createServer(PATIENCE, (request, response) => {
    if (request.url?.startsWith('/lab/')) return lab.handle(request, response);
    const refused = refuseHost(request, options.host) ?? refuseMethod(request);
    if (!refused) return pages(request, response);
    response.writeHead(refused.status, SECURITY_HEADERS).end(refused.error);
  });
  server.maxConnections = MOST_CONNECTIONS;
  const notes: string[] = [];
  const port = await listen(server, options.port, notes);
  for (const libraries of options.libraries ?? usualLibraries(root))
    pool.expect(libraries, 1);
  return {
    url: `http://localhost:${port}/`,
    notes,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await lab.idle();
      await pool.close();
    },
  };
}

function refuseMethod({ method }: IncomingMessage): Refusal | undefined {
  if (method === 'GET' || method === 'HEAD') return undefined;
  return { status: 405, error: 'A page is read by GET.' };
}

async function listen(
  server: Server,
  wanted: number,
  notes: string[],
): Promise<number> {
  const others: string[] = [];
  for (let port = wanted; port < wanted + TRIES; port++) {
    const error = await tryPort(server, port);
    if (!error) {
      for (const url of others) {
        notes.push(
          `Roundtrip already runs at ${url}; this one is at http://localhost:${port}/.`,
        );
      }
      return (server.address() as { port: number }).port;
    }
    if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error;
    const inUse = error.code === 'EADDRINUSE';
    const other = inUse && (await roundtripAt(port));
    if (other) {
      others.push(other);
      continue;
    }
    const why = inUse
      ? `is in use by ${await portOwner(port)}`
      : 'may not be used by you';
    notes.push(`Port ${port} ${why}; trying ${port + 1}.`);
  }
  throw new UserError(
    `No port from ${wanted} to ${wanted + TRIES - 1} is free. Name another: npm start -- --port 5000`,
  );
}

function tryPort(
  server: Server,
  port: number,
): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException) => resolve(error);
    server.once('error', failed);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', failed);
      resolve(undefined);
    });
  });
}
