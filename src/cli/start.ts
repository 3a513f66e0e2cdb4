import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { startLab, type Lab } from '../lab/server.ts';
import { SERVICES } from '../services/service.ts';
import { openServices } from '../services/services.ts';
import { showProgress, stepLine } from './show-progress.ts';
import { buildSite, siteIsFresh } from './site-build.ts';
import { untilStopped } from './until-stopped.ts';

const DEFAULT_PORT = 4321;

/**
 * `npm start [-- --port N] [--open]`: services up, site built if stale, lab
 * and site on one loopback address. Ends with Ctrl-C.
 */
export async function start(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { port: { type: 'string' }, open: { type: 'boolean' } },
  });
  const port = Number(values.port ?? DEFAULT_PORT);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    console.error(
      `--port wants a number from 1 to 65535 and got "${values.port}".`,
    );
    return 1;
  }
  const step = (name: string, text: string) =>
    process.stdout.write(stepLine(name, text));
  step('Node', process.versions.node);

  const services = await openServices();
  const end = untilStopped();
  const release = await services.hold();
  let lab: Lab | undefined;
  try {
    const up = services.up(SERVICES, showProgress(process.stdout));
    // Neither may be left behind half done when the other fails.
    const results = await Promise.allSettled([up, siteStep(step)]);
    for (const result of results)
      if (result.status === 'rejected') throw result.reason;
    if (end.already()) return 0;

    lab = await startLab({ port, services });
    for (const note of lab.notes) step('port', note);
    step('ready', `${lab.url}   (Ctrl-C stops)`);
    if (values.open) openInBrowser(lab.url);
    await end.signal;
    return 0;
  } finally {
    step('stopping', 'the site and the services');
    await lab?.close();
    const stopped = await release();
    step(
      'stopped',
      stopped
        ? 'all'
        : 'the site; the services are in use elsewhere and stay up',
    );
  }
}

async function siteStep(step: (name: string, text: string) => void) {
  if (siteIsFresh()) return step('site', 'built already');
  const began = performance.now();
  step('site', 'building');
  await buildSite();
  step('site', `built in ${((performance.now() - began) / 1000).toFixed(1)} s`);
}

function openInBrowser(url: string) {
  const opener =
    { darwin: 'open', win32: 'explorer' }[process.platform as string] ??
    'xdg-open';
  spawn(opener, [url], { stdio: 'ignore', detached: true })
    .on('error', () =>
      console.error(
        `Could not open a browser (${opener} is missing): open ${url} yourself.`,
      ),
    )
    .unref();
}
