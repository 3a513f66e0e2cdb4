import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { projectFolder } from '../../src/course/project.ts';
import { buildSite } from './build-site.ts';

const ADDRESS = 'https://name.example/notes/';

/** What a tag of a page says: `tag(html, 'property="og:url"')`. */
const tag = (html: string, name: string) =>
  new RegExp(`<(?:meta|link) ${name} (?:content|href)="([^"]*)"`).exec(
    html,
  )?.[1];

describe('a site that knows its address', () => {
  let folder: string;
  const read = (file: string) => readFileSync(path.join(folder, file), 'utf8');

  beforeAll(async () => {
    folder = await buildSite({ url: ADDRESS });
  });

  test('tells each page’s own', () => {
    for (const place of ['', 'course/', 'redis/greeting/', 'reference/']) {
      const html = read(`${place}index.html`);
      expect(tag(html, 'rel="canonical"')).toBe(ADDRESS + place);
      expect(tag(html, 'property="og:url"')).toBe(ADDRESS + place);
    }
  });

  test('has a card for links to it, of the size that is shown', () => {
    const card = tag(read('redis/greeting/index.html'), 'property="og:image"');
    expect(card).toBe(`${ADDRESS}card.png`);
    const png = readFileSync(path.join(folder, 'card.png'));
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
    expect(png.length).toBeLessThan(300_000);
  });

  test('maps all of its pages, and not the one for what is not there', () => {
    const robots = read('robots.txt');
    expect(robots).toContain(`Sitemap: ${ADDRESS}sitemap-index.xml`);
    expect(read('sitemap-index.xml')).toContain(`${ADDRESS}sitemap-0.xml`);
    const mapped = [...read('sitemap-0.xml').matchAll(/<loc>([^<]*)/g)];
    const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /(^|\/)index\.html$/.test(file))
      .map((file) => ADDRESS + file.replace(/index\.html$/, ''));
    expect(mapped.map(([, each]) => each).sort()).toEqual(pages.sort());
    expect(pages.length).toBeGreaterThan(6);
  });

  test('has a page for what is not there that finds its files at any depth', () => {
    const html = read('404.html');
    expect(html).toContain('data-root="/notes/"');
    const files = [...html.matchAll(/(?:src|href)="\/notes(\/[^"]*\.\w+)"/g)];
    expect(files.length).toBeGreaterThan(3);
    for (const [, file] of files)
      expect(existsSync(path.join(folder, file!)), file).toBe(true);
  });
});

test('a site that does not know its address tells none', async () => {
  const folder = await buildSite();
  const html = readFileSync(path.join(folder, 'index.html'), 'utf8');
  for (const name of [
    'rel="canonical"',
    'property="og:url"',
    'property="og:image"',
  ])
    expect(tag(html, name)).toBeUndefined();
  expect(existsSync(path.join(folder, 'sitemap-index.xml'))).toBe(false);
  const robots = readFileSync(path.join(folder, 'robots.txt'), 'utf8');
  expect(robots).toBe('User-agent: *\nAllow: /\n');
});

test('the workflow that publishes it calls the project’s own commands, and tells the address', () => {
  const file = path.join(projectFolder, '.github/workflows/publish.yml');
  const workflow = parseYaml(readFileSync(file, 'utf8')) as {
    jobs: Record<
      string,
      { steps: { run?: string; env?: object; with?: { path?: string } }[] }
    >;
  };
  const { steps } = workflow.jobs['publish']!;
  const builds = steps.find(({ run }) => run);
  expect(builds?.run).toBe('npm ci && npm run build');
  expect(builds?.env).toHaveProperty('SITE_URL');
  expect(steps.some((step) => step.with?.path === 'dist')).toBe(true);
});
