import { existsSync } from 'node:fs';
import path from 'node:path';
import type { APIRoute, GetStaticPaths } from 'astro';
import { exampleNames, loadExample } from '../../../course/example.ts';
import {
  loadRecording,
  serialiseRecording,
} from '../../../course/recording.ts';
import { courseRoot } from '../../course-root.ts';

/** The recordings that a page without a lab replays. */
export const getStaticPaths = (() =>
  exampleNames(courseRoot)
    // An example that a page shows must have one: see recordingOf.
    .filter((name) =>
      existsSync(
        path.join(courseRoot, loadExample(name, courseRoot).recording),
      ),
    )
    .map((name) => ({ params: { name } }))) satisfies GetStaticPaths;

export const GET: APIRoute = ({ params }) => {
  const example = loadExample(params['name'] ?? '', courseRoot);
  const recording = loadRecording(example, courseRoot);
  return new Response(serialiseRecording(recording));
};
