import { buildSite } from './site-build.ts';

/** `npm run build`: the static site, complete without a lab, in `dist/`. */
export async function build(): Promise<number> {
  const began = performance.now();
  await buildSite();
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(
    `The site is in dist/, built in ${seconds} s. Any file server can serve it.`,
  );
  return 0;
}
