import type { APIRoute, GetStaticPaths } from 'astro';
import { exampleNames, loadExample } from '../../../course/example.ts';
import { courseRoot } from '../../course-root.ts';
import { hoversOf } from '../../source/hovers.ts';

/** One file of hovers for each file of an example: `/hovers/redis/pub-sub/helper.ts.json`. */
export const getStaticPaths = (() =>
  exampleNames(courseRoot).flatMap((name) =>
    loadExample(name, courseRoot).files.map(({ path }) => ({
      params: { file: path.replace(/^examples\//, '') },
      props: { name, path },
    })),
  )) satisfies GetStaticPaths;

export const GET: APIRoute<{ name: string; path: string }> = async ({
  props,
}) => {
  const hovers = await hoversOf(loadExample(props.name, courseRoot));
  return new Response(JSON.stringify(hovers[props.path] ?? {}));
};
