import { CourseError } from '../course/course-error.ts';
import { loadExample, type Example } from '../course/example.ts';
import type { ArmedFault } from '../course/fault.ts';
import { UserError } from '../course/user-error.ts';
import { editExample } from './edited.ts';
import type { Refusal } from './guard.ts';
import { readFaults } from './read-fault.ts';

/** Names are compared letter by letter with every example's. */
const LONGEST_NAME = 100;

/** What a page asks to be run. */
export interface RunRequest {
  /** As the course has it. */
  original: Example;
  /** As it is to be run: perhaps with sources that the learner wrote. */
  example: Example;
  /** What is to go wrong in it. */
  faults: ArmedFault[];
}

/**
 * Reads `{"example": name, "files"?: {"helper.ts": source}, "faults"?: […]}`:
 * an example of the course, as it is or with sources of the learner's own.
 */
export function readRunRequest(
  body: Record<string, unknown>,
  root?: string,
): RunRequest | Refusal {
  let original: Example;
  try {
    const given = body['example'];
    const name = typeof given === 'string' ? given : '';
    original = loadExample(name.slice(0, LONGEST_NAME), root);
  } catch (error) {
    return refusal(error, 404);
  }
  try {
    const faults = readFaults(body['faults']);
    const sources = body['files'];
    const example =
      sources === undefined ? original : editExample(original, sources, root);
    return { original, example, faults };
  } catch (error) {
    return refusal(error, error instanceof CourseError ? 422 : 400);
  }
}

function refusal(error: unknown, status: number): Refusal {
  if (error instanceof UserError) return { status, error: error.message };
  throw error;
}
