import type { ServerResponse } from 'node:http';
import { UserError } from '../course/user-error.ts';
import { SECURITY_HEADERS, type Refusal } from './guard.ts';

/** A request to the lab that the guard has let pass. */
export interface Call {
  /** The JSON object that it brought. */
  body: Record<string, unknown>;
  /** Tells one page from another. */
  client: string;
  response: ServerResponse;
  /** Aborted when the page has hung up. */
  signal: AbortSignal;
}

/** Answers a call, or says why it does not. */
export type Route = (call: Call) => Promise<Refusal | void>;

/** Answers with one JSON object. */
export function answerJson(response: ServerResponse, value: object) {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(200, {
    ...SECURITY_HEADERS,
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
  });
  response.end(JSON.stringify(value));
}

/** Answers with a refusal, and hangs up. */
export function refuse(response: ServerResponse, { status, error }: Refusal) {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, {
    ...SECURITY_HEADERS,
    'Content-Type': 'application/json',
    Connection: 'close',
  });
  response.end(JSON.stringify({ error }));
}

/** A foreseen error of a route is the page's: told with 409, or as said. */
export function refusing(
  route: Route,
  statusOf: (error: UserError) => number = () => 409,
): Route {
  return async (call) => {
    try {
      return await route(call);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return { status: statusOf(error), error: error.message };
    }
  };
}
