import type { APIRoute } from 'astro';
import { href } from '../href.ts';

/** Every page may be found; a site that knows its address names its map. */
export const GET: APIRoute = ({ site }) => {
  const map = site && new URL(href('/sitemap-index.xml'), site).href;
  const lines = [
    'User-agent: *',
    'Allow: /',
    ...(map ? [`Sitemap: ${map}`] : []),
  ];
  return new Response(`${lines.join('\n')}\n`);
};
