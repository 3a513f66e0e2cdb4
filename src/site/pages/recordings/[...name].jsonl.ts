import { existsSync } from 'node:fs';
import path from 'node:path';
import type { APIRoute, GetStaticPaths } from 'astro';
import { exampleNames } from '../../../course/example.ts';
import { serialiseRecording } from '../../../course/recording.ts';
import { courseRoot } from '../../course-root.ts';
import { exampleNamed } from '../../example-named.ts';
import { recordingOf } from '../../recording-of.ts';

/** The recordings that a page without a lab replays. */
export const getStaticPaths = (() =>
  exampleNames(courseRoot)
    // An example that a page shows must have one: see recordingOf.
    .filter((name) =>
      existsSync(path.join(courseRoot, exampleNamed(name).recording)),
    )
    .map((name) => ({ params: { name } }))) satisfies GetStaticPaths;

export const GET: APIRoute = ({ params }) => {
  const recording = recordingOf(exampleNamed(params['name'] ?? ''));
  if (!recording) return new Response(null, { status: 404 });
  return new Response(serialiseRecording(recording));
};
