import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import sirv from 'sirv';

export interface ServedSite {
  /** `http://127.0.0.1:…`, without a slash at its end. */
  url: string;
  close(): Promise<void>;
}

/** Policy of the strictest host: nothing but the site's own files. */
// The search is WebAssembly, which this allows and no other code from text.
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'";

/** Serves a built site on a free port, below a prefix if there is one. */
export async function serve(folder: string, prefix = ''): Promise<ServedSite> {
  const files = sirv(folder);
  const server = createServer((request, response) => {
    response.setHeader('Content-Security-Policy', POLICY);
    const inside = request.url?.startsWith(`${prefix}/`);
    if (inside) request.url = request.url!.slice(prefix.length);
    const missing = () => void response.writeHead(404).end();
    if (inside) files(request, response, missing);
    else missing();
  });
  await new Promise<void>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve()),
  );
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
