import { createHash } from 'node:crypto';
import type { APIRoute, GetStaticPaths } from 'astro';
import { exampleNames } from '../../../course/example.ts';
import { courseRoot } from '../../course-root.ts';
import { exampleNamed } from '../../example-named.ts';
import type { Originals } from '../../scripts/edit/originals.ts';

/** The true files of an example, for the editor: `/originals/redis/pub-sub.json`. */
export const getStaticPaths = (() =>
  exampleNames(courseRoot).map((name) => ({
    params: { name },
  }))) satisfies GetStaticPaths;

export const GET: APIRoute = ({ params }) => {
  const { files } = exampleNamed(params['name'] ?? '');
  const originals: Originals = Object.fromEntries(
    files.map(({ path, source }) => [
      path.replace(/^examples\//, ''),
      { text: source, hash: hashOf(source) },
    ]),
  );
  return new Response(JSON.stringify(originals));
};

function hashOf(source: string): string {
  return createHash('sha256').update(source).digest('hex').slice(0, 16);
}
