import { brotliCompressSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { untouched } from './untouched.ts';

export interface PageWeight {
  /** Addresses on other hosts that the page asked for. */
  foreign: string[];
  /** Bytes of each file that it asked for, compressed, by path. */
  weights: Map<string, number>;
  all: number;
  scripts: number;
}

/** Of files that many pages have, by address. */
const known = new Map<string, number>();

/** Bytes of a file, compressed. */
async function compressed(url: string): Promise<number> {
  const before = known.get(url);
  if (before !== undefined) return before;
  const body = await (await fetch(url)).arrayBuffer();
  const { length } = brotliCompressSync(new Uint8Array(body));
  known.set(url, length);
  return length;
}

/** Opens an address in a fresh page: what it fetches before anyone touches it. */
export async function pageWeight(
  page: Page,
  address: string,
): Promise<PageWeight> {
  const asked = new Set<string>();
  page.on('request', (request) => asked.add(request.url()));
  await untouched(page);
  await page.goto(address, { waitUntil: 'networkidle' });
  // Without a tab to show it in, the icon is not asked for.
  const icon = page.locator('link[rel=icon]');
  asked.add(await icon.evaluate((each) => (each as HTMLLinkElement).href));

  const { origin } = new URL(address);
  const foreign = new Set<string>();
  const weights = new Map<string, number>();
  // What is asked for meanwhile has its turn as well.
  for (const url of asked) {
    if (new URL(url).origin !== origin) foreign.add(url);
    else weights.set(new URL(url).pathname, await compressed(url));
  }
  const sum = (wanted: RegExp) =>
    [...weights]
      .filter(([pathname]) => wanted.test(pathname))
      .reduce((total, [, weight]) => total + weight, 0);
  return {
    foreign: [...foreign],
    weights,
    all: sum(/./),
    scripts: sum(/\.js$/),
  };
}
