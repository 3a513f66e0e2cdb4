import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Page } from 'playwright-core';
import sirv from 'sirv';
import type { ServedSite } from './serve.ts';

/** Where a page asks for the rest of it. */
const NEXT = '/next-piece';

export interface SlowSite extends ServedSite {
  /** How many pieces of the page that was asked for last were not sent. */
  left(): number;
}

/**
 * Serves a built site as a slow network would: of a page one piece after the
 * other, the next one when that before it was drawn (`asksForPieces`).
 */
export async function serveInPieces(
  folder: string,
  pieces: number,
): Promise<SlowSite> {
  const files = sirv(folder);
  let rest: Buffer[] = [];
  let answer: ServerResponse | undefined;
  const server = createServer((request, response) => {
    const { url = '/' } = request;
    if (url === NEXT) {
      const piece = rest.shift();
      if (piece) answer?.write(piece);
      if (rest.length === 0) answer?.end();
      response.writeHead(204).end();
    } else if (/(\/|\.html)$/.test(url)) {
      const file = url.endsWith('/') ? `${url}index.html` : url;
      rest = cut(readFileSync(path.join(folder, file)), pieces);
      answer = response.writeHead(200, { 'content-type': 'text/html' });
      answer.write(rest.shift());
    } else {
      files(request, response, () => void response.writeHead(404).end());
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    left: () => rest.length,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The masthead comes whole: it is in the first packets of any page. */
function cut(html: Buffer, pieces: number): Buffer[] {
  const masthead = Math.max(html.indexOf('<main'), 0);
  const size = Math.ceil((html.length - masthead) / pieces);
  return Array.from({ length: pieces }, (_, at) =>
    html.subarray(at && masthead + at * size, masthead + (at + 1) * size),
  );
}

/** Has a page ask for its next piece each time that it was drawn. */
export async function asksForPieces(page: Page): Promise<void> {
  await page.addInitScript((next) => {
    const drawn = () =>
      requestAnimationFrame(() =>
        requestAnimationFrame(async () => {
          if (document.readyState !== 'loading') return;
          await fetch(next);
          drawn();
        }),
      );
    drawn();
  }, NEXT);
}
