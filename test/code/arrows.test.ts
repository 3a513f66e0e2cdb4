import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectFolder } from '../../src/course/project.ts';

/** What each part of `src` may import, besides itself. */
const MAY_IMPORT: Record<string, string[]> = {
  course: [],
  services: ['course'],
  lab: ['course', 'services', 'wire'],
  wire: ['course'],
  cli: ['course', 'services', 'lab'],
  site: ['course'],
};

const MAX_LINES = 200;

const files = readdirSync(path.join(projectFolder, 'src'), {
  recursive: true,
  encoding: 'utf8',
}).filter((file) => /\.(ts|astro|cjs|js|css)$/.test(file));

const read = (file: string) =>
  readFileSync(path.join(projectFolder, 'src', file), 'utf8');

/** The part of `src` that a relative import leads to, if it leads to one. */
function target(file: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const resolved = path.join(path.dirname(file), specifier);
  return resolved.startsWith('..') ? undefined : resolved.split(path.sep)[0];
}

test('every part of src is known here', () => {
  const parts = new Set(files.map((file) => file.split(path.sep)[0]));
  expect([...parts].sort()).toEqual(Object.keys(MAY_IMPORT).sort());
});

describe.each(Object.keys(MAY_IMPORT))('src/%s', (part) => {
  const own = files.filter((file) => file.startsWith(`${part}${path.sep}`));

  test('imports only what it may', () => {
    const allowed = [part, ...MAY_IMPORT[part]!];
    const wrong = own.flatMap((file) =>
      [...read(file).matchAll(/(?:from|import)\s*\(?'([^']+)'/g)]
        .map((match) => match[1]!)
        .filter(
          (specifier) => !allowed.includes(target(file, specifier) ?? part),
        )
        .map((specifier) => `src/${file} imports ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });

  test(`has no file of more than ${MAX_LINES} lines`, () => {
    const long = own.filter(
      (file) => read(file).trimEnd().split('\n').length > MAX_LINES,
    );
    expect(long).toEqual([]);
  });
});

test('the course imports neither Astro nor a client of a server', () => {
  const course = files.filter((file) => file.startsWith(`course${path.sep}`));
  for (const file of course) {
    expect(read(file), file).not.toMatch(
      /from '(astro|ioredis|memjs|amqplib|pg|@mikro-orm)/,
    );
  }
});
