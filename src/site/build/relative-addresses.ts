import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';

/**
 * Makes the addresses in built pages relative, so that the same folder works
 * below any prefix. The page for what is not there keeps absolute ones: a
 * server shows it at any depth.
 */
export function relativeAddresses(): AstroIntegration {
  let base = '/';
  return {
    name: 'roundtrip:relative-addresses',
    hooks: {
      'astro:config:done': ({ config }) => {
        base = config.base.replace(/\/*$/, '/');
      },
      'astro:build:done': ({ dir }) => {
        const folder = fileURLToPath(dir);
        for (const file of readdirSync(folder, {
          recursive: true,
          encoding: 'utf8',
        })) {
          if (!file.endsWith('.html') || file === '404.html') continue;
          const whole = path.join(folder, file);
          const depth = file.split(path.sep).length - 1;
          writeFileSync(
            whole,
            withRelative(readFileSync(whole, 'utf8'), base, depth),
          );
        }
      },
    },
  };
}

/** A page whose addresses below `base` are seen from `depth` folders down. */
export function withRelative(
  html: string,
  base: string,
  depth: number,
): string {
  const up = '../'.repeat(depth) || './';
  const attribute = /(\s(?:href|src|data-root)=")(\/[^"/][^"]*|\/)"/g;
  return html.replace(attribute, (all, name: string, address: string) => {
    const inside = `${address}/`.startsWith(base) || address === base;
    if (!inside) return all;
    return `${name}${up}${address.slice(base.length)}"`;
  });
}
