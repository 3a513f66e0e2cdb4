import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import sirv from 'sirv';
import { SECURITY_HEADERS } from './guard.ts';

/** Every page holds this, for the lab to put its token into. */
const EMPTY_TOKEN = '<meta name="lab-token" content="">';

/**
 * Serves the built site: pages with the lab's token in them, and the
 * files beside them.
 * @throws {Error} when the folder is not there.
 */
export function pageHandler(folder: string, token: string) {
  const pages = readPages(folder, token);
  const files = sirv(folder, { etag: true });
  return (request: IncomingMessage, response: ServerResponse) => {
    const [pathname = '/'] = (request.url ?? '/').split('?');
    const page = pages.get(pathname) ?? pages.get(`${pathname}/`);
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) {
      response.setHeader(name, value);
    }
    if (page !== undefined) return sendPage(response, 200, page);
    files(request, response, () =>
      sendPage(response, 404, pages.get('/404.html') ?? 'Not found'),
    );
  };
}

function sendPage(response: ServerResponse, status: number, html: string) {
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
  });
  response.end(html);
}

/** Every page by its path, e.g. `/redis/pub-sub/`. */
function readPages(folder: string, token: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return new Map(
    files
      .filter((file) => file.endsWith('.html'))
      .map((file) => {
        const html = readFileSync(path.join(folder, file), 'utf8');
        const url = `/${file
          .split(path.sep)
          .join('/')
          .replace(/(^|\/)index\.html$/, '$1')}`;
        return [
          url,
          html.replace(EMPTY_TOKEN, EMPTY_TOKEN.replace('""', `"${token}"`)),
        ];
      }),
  );
}
