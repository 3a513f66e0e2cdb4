import type { LaunchOptions } from 'playwright-core';
import { findProgram } from '../../src/services/program.ts';
import { ensureInstalled } from '../../src/services/provision.ts';

/**
 * How a browser is started here: by itself, quiet, without a sandbox.
 * CHROMIUM names one that is not on PATH.
 */
export async function launchOptions(): Promise<LaunchOptions> {
  let executablePath = process.env.CHROMIUM ?? findProgram('chromium');
  if (!executablePath) {
    await ensureInstalled([{ command: 'chromium', apt: 'chromium' }]);
    executablePath = findProgram('chromium');
  }
  return {
    executablePath,
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
