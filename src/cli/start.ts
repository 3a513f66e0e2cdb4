import { spawn } from 'node:child_process';
import { projectFolder } from '../course/project.ts';
import { hostFrom } from './host.ts';
import { portFrom } from './port.ts';
import { readArguments } from './read-arguments.ts';
import { serveUntilStopped, step } from './serve-until-stopped.ts';
import { buildSite, siteIsFresh } from './site-build.ts';

/**
 * `npm start [-- --port N] [--open] [--host NAME]`: services up, site built if
 * stale, lab and site on one loopback address. Ends with Ctrl-C.
 */
export async function start(args: string[]): Promise<number> {
  const { values } = readArguments('start', {
    args,
    options: {
      port: { type: 'string' },
      open: { type: 'boolean' },
      host: { type: 'string' },
    },
  });
  const port = portFrom(values.port);
  const host = hostFrom(values.host);
  step('Node', process.versions.node);
  let loaded: Awaited<ReturnType<typeof loadLab>> | undefined;
  return serveUntilStopped({
    async prepare(signal) {
      await siteStep(signal);
      loaded = await loadLab();
    },
    async open(services) {
      const { startLab, libraries } = loaded ?? (await loadLab());
      const lab = await startLab({ port, services, host, libraries });
      for (const note of lab.notes) step('port', note);
      if (host) step('host', `${host} too: who opens it can run programs here`);
      step('ready', `${lab.url}   (Ctrl-C stops)`);
      if (values.open) openInBrowser(lab.url);
      return () => lab.close();
    },
  });
}

/** What takes a moment to load, and can be while the servers start. */
async function loadLab() {
  const [{ startLab }, { usualLibraries }] = await Promise.all([
    import('../lab/server.ts'),
    import('../lab/usual-libraries.ts'),
  ]);
  return { startLab, libraries: usualLibraries(projectFolder) };
}

async function siteStep(signal: AbortSignal): Promise<void> {
  if (siteIsFresh()) return step('site', 'built already');
  const began = performance.now();
  step('site', 'building');
  await buildSite(signal);
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
