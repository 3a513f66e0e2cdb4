import { brotliCompressSync } from 'node:zlib';
import type { OpenSite } from './open-site.ts';

export interface PageWeight {
  /** Addresses on other hosts that the page asked for. */
  foreign: string[];
  /** Bytes of each file that it asked for, compressed, by path. */
  weights: Map<string, number>;
  all: number;
  scripts: number;
}

/** What a page fetches before anyone touches it. */
export async function pageWeight(
  site: OpenSite,
  address: string,
): Promise<PageWeight> {
  const page = await site.open('/404.html');
  const asked = new Set<string>();
  page.on('request', (request) => asked.add(request.url()));
  // Nothing from the page before may be in the cache.
  const client = await page.context().newCDPSession(page);
  await client.send('Network.setCacheDisabled', { cacheDisabled: true });
  await page.goto(site.url() + address, { waitUntil: 'networkidle' });

  const { origin } = new URL(site.url());
  const own = [...asked].filter((url) => new URL(url).origin === origin);
  const weights = new Map<string, number>();
  for (const url of own) {
    const body = await (await fetch(url)).arrayBuffer();
    const { length } = brotliCompressSync(new Uint8Array(body));
    weights.set(new URL(url).pathname, length);
  }
  const sum = (wanted: RegExp) =>
    [...weights]
      .filter(([pathname]) => wanted.test(pathname))
      .reduce((total, [, weight]) => total + weight, 0);
  return {
    foreign: [...asked].filter((url) => !own.includes(url)),
    weights,
    all: sum(/./),
    scripts: sum(/\.js$/),
  };
}
