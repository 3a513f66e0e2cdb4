import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { APIRoute, GetStaticPaths } from 'astro';
import { lessonNames } from '../../../course/lesson.ts';
import { lessonNamed } from '../../course-of-lessons.ts';
import { courseRoot } from '../../course-root.ts';
import type { ExerciseFiles } from '../../scripts/exercise/exercise-files.ts';

/** An exercise's stub and its solution: `/exercises/redis/pub-sub.json`. */
export const getStaticPaths = (() =>
  lessonNames(courseRoot).map((name) => ({
    params: { name },
  }))) satisfies GetStaticPaths;

export const GET: APIRoute = ({ params }) => {
  const { folder } = lessonNamed(params['name'] ?? '');
  const read = (file: string) =>
    readFileSync(path.join(courseRoot, folder, file), 'utf8');
  const files: ExerciseFiles = {
    stub: read('exercise.ts'),
    solution: read('solution.ts'),
  };
  return new Response(JSON.stringify(files));
};
