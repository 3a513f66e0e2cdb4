// Draws what others show of the site: the card of a link to it, and the icon
// on a telephone's first screen: `node test/site/draw-card.ts`.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { projectFolder } from '../../src/course/project.ts';
import { roundTrips } from '../../src/site/round-trips.ts';
import { launchOptions } from './browser.ts';

const site = path.join(projectFolder, 'src/site');
const font = readFileSync(path.join(site, 'fonts/literata.woff2'), 'base64');

const STYLE = `
  @font-face { font-family: Literata; src: url(data:font/woff2;base64,${font}); }
  * { box-sizing: border-box; margin: 0; }
  body { width: 1200px; height: 630px; padding: 76px 80px; background: #f8f4ea;
    color: #24201a; font-family: Literata; position: relative; overflow: hidden; }
  .name { display: flex; align-items: center; gap: 20px; font-size: 38px; }
  h1 { margin: 78px 0 30px; font-size: 74px; font-weight: 400; line-height: 1.06;
    letter-spacing: -0.03em; }
  p { width: 560px; font-size: 30px; line-height: 1.4; }
  svg { fill: none; stroke: #24201a; stroke-linecap: round; stroke-linejoin: round; }
  .wire { position: absolute; right: 72px; top: 76px; stroke-width: 1.6;
    background: linear-gradient(#eae3d2 1px, transparent 1px) 0 -1px / 100% 24px,
      linear-gradient(90deg, #eae3d2 1px, transparent 1px) -1px 0 / 24px 100%; }
  .wire text { fill: #24201a; stroke: #f8f4ea; stroke-width: 6; paint-order: stroke;
    font: 17px 'DejaVu Sans Mono', monospace; }`;

const mark = (size: number) =>
  `<svg viewBox="0 0 32 32" width="${size}" height="${size}" stroke-width="2.2"><path d="M5 18v-2a8 8 0 0 1 8-8h13M22 3.5 26.5 8 22 12.5M27 14v2a8 8 0 0 1-8 8H6M10 28.5 5.5 24l4.5-4.5"/><circle cx="16" cy="16" r="2.8" fill="#b0271c" stroke="none"/></svg>`;

const wire = `<svg class="wire" viewBox="0 0 432 480" width="432" height="480">
  <path d="M24 24v432M408 24v432"/>
  ${roundTrips
    .map(({ sent, reply }, index) => {
      const y = 66 + index * 104;
      return `<path d="M24 ${y}L404 ${y + 14}m-11-6 11 6-12 5M408 ${y + 48}L28 ${y + 62}m11-6-11 6 12 5"/>
        <text x="40" y="${y - 9}">${sent.replaceAll('"', '&quot;')}</text>
        <text x="392" y="${y + 40}" text-anchor="end">${reply}</text>`;
    })
    .join('')}
</svg>`;

const card = `<style>${STYLE}</style><div class="name">${mark(60)}Roundtrip</div>
  <h1>Send it. See what<br>comes back.</h1>
  <p>Memcached, Redis, RabbitMQ and ORMs in TypeScript, on real servers.</p>${wire}`;

const icon = `<style>body { margin: 0; background: #f8f4ea } svg { display: block;
  margin: 26px; fill: none; stroke: #24201a; stroke-linecap: round;
  stroke-linejoin: round }</style>${mark(128)}`;

const browser = await chromium.launch(await launchOptions());
try {
  for (const [name, html, width, height] of [
    ['card', card, 1200, 630],
    ['icon', icon, 180, 180],
  ] as const) {
    const page = await browser.newPage({ viewport: { width, height } });
    await page.setContent(`<!doctype html>${html}`);
    await page.evaluate('document.fonts.ready');
    const file = path.join(site, `public/${name}.png`);
    await page.screenshot({ path: file });
    console.log(`${name} is drawn: ${file}`);
  }
} finally {
  await browser.close();
}
