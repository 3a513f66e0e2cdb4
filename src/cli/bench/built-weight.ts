import { readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';

export interface BuiltWeight {
  all: number;
  scripts: number;
}

const known = new Map<string, number>();

function weightOf(file: string): number {
  const weight =
    known.get(file) ?? brotliCompressSync(readFileSync(file)).length;
  known.set(file, weight);
  return weight;
}

/**
 * What a built page has a browser fetch before anyone touches it, in bytes,
 * compressed: told by its files alone, so that all pages can be weighed.
 * @param page its file in the site's folder: `examples/redis/keys/index.html`
 */
export function builtWeight(folder: string, page: string): BuiltWeight {
  const whole = path.join(folder, page);
  const html = readFileSync(whole, 'utf8');
  const files = new Set<string>();
  const add = (from: string, address: string) => {
    const file = path.join(path.dirname(from), address);
    if (files.has(file)) return;
    files.add(file);
    if (!file.endsWith('.js')) return;
    const imports = /(?:\bfrom|\bimport)\s*"(\.[^"]+)"/g;
    for (const [, module] of readFileSync(file, 'utf8').matchAll(imports))
      add(file, module!);
  };
  for (const [, tag] of html.matchAll(/<((?:script|link|img) [^>]*)>/g)) {
    // A browser takes the icon of a telephone only when it is asked to.
    if (/rel="(apple-touch-icon|canonical|sitemap)"/.test(tag!)) continue;
    const address = /(?:src|href)="([^"]+)"/.exec(tag!)?.[1];
    if (address) add(whole, address);
  }
  const sum = (all: string[]) =>
    all.reduce((total, file) => total + weightOf(file), 0);
  return {
    all: sum([whole, ...files]),
    scripts: sum([...files].filter((file) => file.endsWith('.js'))),
  };
}
