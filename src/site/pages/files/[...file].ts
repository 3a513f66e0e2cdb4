import type { APIRoute, GetStaticPaths } from 'astro';
import { exampleNames } from '../../../course/example.ts';
import { courseRoot } from '../../course-root.ts';
import { exampleNamed } from '../../example-named.ts';

/** Every file of the examples as it is, to be downloaded: `/files/redis/keys.ts`. */
export const getStaticPaths = (() =>
  exampleNames(courseRoot).flatMap((name) =>
    exampleNamed(name).files.map(({ path, source }) => ({
      params: { file: path.replace(/^examples\//, '') },
      props: { source },
    })),
  )) satisfies GetStaticPaths;

export const GET: APIRoute<{ source: string }> = ({ props }) =>
  new Response(props.source);
