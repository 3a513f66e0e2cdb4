import type { APIRoute, GetStaticPaths } from 'astro';
import { loadExample } from '../../course/example.ts';
import { courseRoot } from '../course-root.ts';
import { allExamples } from '../reference/examples-of-course.ts';
import { hoversOf } from '../source/hovers.ts';

/** The hovers of a file as an author has it, in a dev server. */
export const getStaticPaths = (() =>
  allExamples().flatMap(({ name, files }) =>
    files.map(({ path }) => ({
      params: { file: path.replace(/^examples\//, '') },
      props: { name, path },
    })),
  )) satisfies GetStaticPaths;

export const GET: APIRoute<{ name: string; path: string }> = async ({
  props,
}) => {
  const example = loadExample(props.name, courseRoot);
  const hovers = await hoversOf([example], courseRoot);
  return new Response(JSON.stringify(hovers[props.path] ?? {}));
};
