import { readArguments } from './read-arguments.ts';
import { buildSite } from './site-build.ts';
import { untilStopped } from './until-stopped.ts';

/** `npm run build`: the static site, complete without a lab, in `dist/`. */
export async function build(args: string[]): Promise<number> {
  readArguments('build', { args });
  const began = performance.now();
  const stop = untilStopped(() => console.error('stopping   the build'));
  await buildSite(stop.signal);
  stop.forget();
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(
    `The site is in dist/, built in ${seconds} s. Any file server can serve it.`,
  );
  return 0;
}
