import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { SECURITY_HEADERS } from './guard.ts';
import { endUnlessUnread } from './unread.ts';

/** Every page holds this, for the lab to put its token into. */
const EMPTY_TOKEN = '<meta name="lab-token" content="">';

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.jsonl': 'application/x-ndjson; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

interface SiteFile {
  type: string;
  content: Buffer;
}

/**
 * Serves the built site, with the lab's token in its pages. All of it is
 * read at once, so that a site that is built meanwhile does not mix with it.
 * @throws {Error} when the folder is not there.
 */
export function pageHandler(folder: string, token: string) {
  const files = readSite(folder, token);
  const notFound = files.get('/404.html');
  return (request: IncomingMessage, response: ServerResponse) => {
    const [address = '/'] = (request.url ?? '/').split('?');
    const file = files.get(address) ?? files.get(`${address}/`);
    const { type, content } = file ?? notFound ?? missing;
    response.writeHead(file ? 200 : 404, {
      ...SECURITY_HEADERS,
      'Content-Type': type,
      'Content-Length': content.length,
      'Cache-Control': 'no-store',
    });
    const body = request.method === 'HEAD' ? undefined : content;
    endUnlessUnread(response, body);
  };
}

const missing: SiteFile = {
  type: 'text/plain; charset=utf-8',
  content: Buffer.from('Not found'),
};

/** Every file by its address; `/redis/pub-sub/` for a page. */
function readSite(folder: string, token: string): Map<string, SiteFile> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const file = path.join(entry.parentPath, entry.name);
        const address = `/${path.relative(folder, file).split(path.sep).join('/')}`;
        const type = TYPES[path.extname(file)] ?? 'application/octet-stream';
        const content = readFileSync(file);
        if (!file.endsWith('.html')) return [address, { type, content }];
        const page = content
          .toString()
          .replace(EMPTY_TOKEN, EMPTY_TOKEN.replace('""', `"${token}"`));
        return [
          address.replace(/\/index\.html$/, '/'),
          { type, content: Buffer.from(page) },
        ];
      }),
  );
}
