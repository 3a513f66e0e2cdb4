import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { exampleNames, loadExample } from '../../src/course/example.ts';
import { projectFolder } from '../../src/course/project.ts';
import { axeFindings } from './axe-findings.ts';
import { builtWeight } from '../../src/cli/bench/built-weight.ts';
import { openSite } from './open-site.ts';
import { pageWeight } from './page-weight.ts';

// The course itself; what a page does is tested with the fixture.
const site = openSite({ course: projectFolder });

const KB = 1000;
const read = (file: string) =>
  readFileSync(path.join(site.folder(), file), 'utf8');
const pinned = (
  JSON.parse(
    readFileSync(path.join(projectFolder, 'package.json'), 'utf8'),
  ) as {
    dependencies: Record<string, string>;
  }
).dependencies;

/** The text of a page, without its tags. */
const textOf = (html: string) =>
  html
    .replace(/<[^>]+>/g, '')
    .replace(/\s+/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

test('each example is in the reference, by each of its tasks', () => {
  const html = read('reference/index.html');
  for (const name of exampleNames()) {
    const links = html.matchAll(
      new RegExp(`<a href="[^"]*/examples/${name}/"[^>]*>([^<]*)</a>`, 'g'),
    );
    const { tasks, title } = loadExample(name);
    expect(
      [...links].map(([, text]) => textOf(text!)),
      name,
    ).toEqual(tasks.length > 0 ? tasks : [title]);
  }
});

test('every page of the examples weighs at most 40 kB, 5 kB of it JavaScript', () => {
  const pages = readdirSync(path.join(site.folder(), 'examples'), {
    recursive: true,
    encoding: 'utf8',
  }).filter((file) => file.endsWith('index.html'));
  expect(pages.length).toBeGreaterThanOrEqual(exampleNames().length);
  for (const page of [
    'reference/index.html',
    ...pages.map((each) => `examples/${each}`),
  ]) {
    const { all, scripts } = builtWeight(site.folder(), page);
    expect(all, page).toBeLessThanOrEqual(40 * KB);
    expect(scripts, page).toBeGreaterThan(0);
    expect(scripts, page).toBeLessThanOrEqual(5 * KB);
  }
});

test.each(['reference', 'examples/memcached/client'])(
  'what /%s/ weighs by its files is what a browser fetches',
  async (name) => {
    const page = await site.open('/404.html');
    const { all, scripts } = await pageWeight(page, `${site.url()}/${name}/`);
    const built = builtWeight(site.folder(), `${name}/index.html`);
    expect(built.scripts).toBe(scripts);
    expect(built.all).toBeGreaterThanOrEqual(all);
  },
);

describe('the page of an example', () => {
  test('says which packages, servers, address and versions it takes', () => {
    const text = textOf(read('examples/redis/failover/index.html'));
    expect(text).toContain(`npm install ioredis@${pinned['ioredis']}`);
    expect(text).toContain('REDIS_URL');
    expect(text).toContain('redis://localhost:6379,redis://localhost:6380');
    expect(text).toContain('It wants 2 servers of its own');
    expect(text).toContain('Redis --replicaof 1');
    expect(text).toMatch(/Verified on Redis [\d.]+, ioredis [\d.]+, Node \d/);
    expect(text).toContain('npm run eject -- redis/failover DIR');
  });

  test('says which types of its packages there are beside them', () => {
    const text = textOf(read('examples/orm/raw-sql/index.html'));
    expect(text).toContain(`npm install pg@${pinned['pg']}`);
    expect(text).toContain('npm install --save-dev @types/pg@');
  });

  test('that may do everything at RabbitMQ says where its management is', () => {
    const text = textOf(read('examples/rabbitmq/first-broker/index.html'));
    expect(text).toContain('RABBITMQ_MANAGEMENT_URL');
  });

  test('leads to its lesson and to what is near', () => {
    const html = read('examples/redis/watch/index.html');
    const main = html.slice(html.indexOf('<main'));
    expect(main).toMatch(/href="[^"]*\/redis\/transactions\/"/);
    expect(main).toMatch(/href="[^"]*\/examples\/redis\/lost-money\/"/);
    expect(main).toMatch(/href="[^"]*\/reference\/\?tag=optimistic\+locking"/);
  });

  test('that borrows modules names them, and does not repeat them', () => {
    const html = read('examples/memcached/stampede/index.html');
    expect(html).toMatch(/href="[^"]*\/examples\/memcached\/client\/"/);
    expect(html).not.toContain('class Pool');
  });

  test('of many modules leads to a page of each, with its code', () => {
    const html = read('examples/memcached/client/index.html');
    expect(html).toMatch(/href="[^"]*\/examples\/memcached\/client\/pool\/"/);
    const module = read('examples/memcached/client/pool/index.html');
    expect(textOf(module)).toContain('export class Pool');
  });
});

test('axe finds nothing on the page of a module', async () => {
  const page = await site.open('/examples/memcached/client/pool/');
  expect(await axeFindings(page)).toEqual([]);
});
