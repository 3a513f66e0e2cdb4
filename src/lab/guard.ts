import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Why a request is refused: the status, and a sentence. */
export interface Refusal {
  status: number;
  error: string;
}

/** Sent with every answer of the lab and every page it serves. */
export const SECURITY_HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
} as const;

/** Host headers of a server on loopback; anything else was rebound. */
function isOwnHost(host: string | undefined, port: number): boolean {
  return host === `127.0.0.1:${port}` || host === `localhost:${port}`;
}

/**
 * Refuses a request for a host name that is not this server's own: by DNS
 * rebinding a foreign page may reach a loopback port under its own name.
 */
export function refuseHost(request: IncomingMessage): Refusal | undefined {
  const port = request.socket.localPort ?? 0;
  if (isOwnHost(request.headers.host, port)) return undefined;
  return {
    status: 421,
    error: `This is a lab on localhost:${port}; it does not answer for ${request.headers.host ?? 'no host'}.`,
  };
}

/**
 * Refuses a request that this server's own page did not send. The token
 * is new at each boot and stands only in the pages that this server
 * serves; a cookie would be sent by pages of every port of localhost.
 */
export function refuseCaller(
  request: IncomingMessage,
  token: string,
): Refusal | undefined {
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (origin !== undefined && origin !== `http://${host}`) {
    return { status: 403, error: `A page of ${origin} may not use this lab.` };
  }
  if (site !== undefined && site !== 'same-origin') {
    return { status: 403, error: 'Only a page of this lab may use it.' };
  }
  if (!sameToken(request.headers['x-lab-token'], token)) {
    return {
      status: 403,
      error:
        'This page is from an earlier start of the lab. Reload it, then try again.',
    };
  }
  const type = request.headers['content-type']?.split(';')[0]?.trim();
  if (type !== 'application/json') {
    return { status: 415, error: 'The lab takes application/json.' };
  }
  return undefined;
}

function sameToken(given: unknown, token: string): boolean {
  if (typeof given !== 'string') return false;
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}
