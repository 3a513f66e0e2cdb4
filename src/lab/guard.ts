import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Why a request is refused: the status, and a sentence. */
export interface Refusal {
  status: number;
  error: string;
}

/** Sent with every answer of the lab and every page it serves. */
export const SECURITY_HEADERS = {
  // The search of the site is WebAssembly: no other code is made from bytes.
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
} as const;

/**
 * Refuses a request for a host name that is not this server's own: by DNS
 * rebinding a foreign page may reach a loopback port under its own name.
 * @param proxied the name of a proxy in front of this server, with its port
 * where it has one; none unless whoever started the lab names it.
 */
export function refuseHost(
  request: IncomingMessage,
  proxied?: string,
): Refusal | undefined {
  const port = request.socket.localPort ?? 0;
  const own = [`127.0.0.1:${port}`, `localhost:${port}`, proxied];
  const { host } = request.headers;
  if (host !== undefined && own.includes(host)) return undefined;
  return {
    status: 421,
    error: `This is a lab on localhost:${port}; it does not answer for ${host ?? 'no host'}.`,
  };
}

/**
 * Refuses a request that this server's own page did not send. The token
 * is new at each boot and stands only in the pages that this server
 * serves; a cookie would be sent by pages of every port of localhost.
 * @param proxied as for `refuseHost`
 */
export function refuseCaller(
  request: IncomingMessage,
  token: string,
  proxied?: string,
): Refusal | undefined {
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const own = [`http://${host}`];
  // A proxy speaks TLS to the browser, and may have put our name for its own.
  if (proxied) own.push(`https://${proxied}`);
  if (origin !== undefined && !own.includes(origin)) {
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
