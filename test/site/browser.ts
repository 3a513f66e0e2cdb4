import type { LaunchOptions } from 'playwright-core';
import { findProgram } from '../../src/services/program.ts';
import { ensureInstalled } from '../../src/services/provision.ts';
import { ServicesError } from '../../src/services/services-error.ts';

/**
 * The same engine without windows: a page is opened in it, and drawn, for a
 * quarter of the processor time that the whole browser takes.
 */
const SHELL = 'chromium-headless-shell';

/** Where the browser is; it is installed where that needs no question. */
async function browserProgram(): Promise<string | undefined> {
  const named = process.env.CHROMIUM ?? findProgram(SHELL);
  if (named) return named;
  try {
    await ensureInstalled([{ command: SHELL, apt: SHELL }]);
    return findProgram(SHELL);
  } catch (error) {
    // Not everywhere is it a package of its own. The whole browser does too.
    if (!(error instanceof ServicesError)) throw error;
    await ensureInstalled([{ command: 'chromium', apt: 'chromium' }]);
    return findProgram('chromium');
  }
}

/**
 * How a browser is started here: by itself, quiet, without a sandbox.
 * CHROMIUM names one that is not on PATH.
 */
export async function launchOptions(): Promise<LaunchOptions> {
  return {
    executablePath: await browserProgram(),
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  };
}
