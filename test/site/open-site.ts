import {
  chromium,
  type Browser,
  type BrowserContextOptions,
  type Page,
} from 'playwright-core';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { launchOptions } from './browser.ts';
import { buildSite, type SiteToBuild } from './build-site.ts';
import { serve, type ServedSite } from './serve.ts';
import { untouched } from './untouched.ts';

export interface OpenSite {
  /** Opens a page of the site in a browser of its own. */
  open(path: string, options?: BrowserContextOptions): Promise<Page>;
  browser(): Browser;
  /** Folder of the built site. */
  folder(): string;
  /** Its address, without a slash at its end. */
  url(): string;
}

/**
 * Builds and serves a site for all tests of a file, with a browser.
 * @param below the prefix that it is served under: `/my/notes`
 */
export function openSite({
  below = '',
  ...site
}: SiteToBuild & { below?: string } = {}): OpenSite {
  let folder: string;
  let served: ServedSite;
  let browser: Browser;

  beforeAll(async () => {
    folder = await buildSite(site);
    served = await serve(folder, below);
    browser = await chromium.launch(await launchOptions());
  });

  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });

  const url = () => served.url + below;
  return {
    browser: () => browser,
    folder: () => folder,
    url,
    async open(path, options = {}) {
      const context = await browser.newContext(options);
      onTestFinished(() => context.close());
      await untouched(context);
      const page = await context.newPage();
      await page.goto(url() + path);
      return page;
    },
  };
}
