import type { APIRoute } from 'astro';
import { referenceEntries } from '../../tables-of-course.ts';

/** Rows and errors, each by itself, for the index of the search. */
export const GET: APIRoute = () =>
  new Response(JSON.stringify(referenceEntries()));
