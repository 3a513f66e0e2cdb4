import {
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { CourseError } from './course-error.ts';
import type { RunEvent, Versions } from './event.ts';
import { eventSchema } from './event-schema.ts';
import { loadExample, type Example } from './example.ts';
import { projectFolder } from './project.ts';

/** The events of one true run of an example, kept beside it. */
export interface Recording {
  example: string;
  /** `sourceHash` of the example that ran. */
  source: string;
  /** Versions of Node, the clients and the servers of that run. */
  verified: Versions;
  panes: string[];
  events: RunEvent[];
}

const t = z.number().nonnegative();
const head = z.strictObject({
  t,
  event: z.literal('start'),
  example: z.string(),
  source: z.string(),
  verified: z.record(z.string(), z.string()),
  panes: z.array(z.string()).min(1),
});

/** A recording as it is kept: one event a line, the time first. */
export function serialiseRecording(recording: Recording): string {
  const { example, source, verified, panes, events } = recording;
  const first = { t: 0, event: 'start', example, source, verified, panes };
  return [first, ...events].map((each) => `${JSON.stringify(each)}\n`).join('');
}

/**
 * @throws {CourseError} when a line is not an event, or when the last line
 * is not the end of the run (a half-written file).
 */
export function parseRecording(file: string, text: string): Recording {
  const remedy = `Record it again: npm run record -- ${file.replace(/^examples\//, '').replace(/(\/run|\.run)\.jsonl$/, '')}`;
  const lines = text.split('\n').filter((line) => line !== '');
  const parse = <T>(schema: z.ZodType<T>, line: string, number: number): T => {
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      throw new CourseError(
        `${file}:${number}`,
        'the line is not JSON: the recording is damaged.',
        remedy,
      );
    }
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    throw new CourseError(
      `${file}:${number}`,
      'the line is not an event of a recording.',
      remedy,
    );
  };
  const { example, source, verified, panes } = parse(head, lines[0] ?? '', 1);
  const events = lines
    .slice(1)
    .map((line, index) => parse(eventSchema, line, index + 2) as RunEvent);
  const last = events.at(-1);
  if (!last || last.event !== 'end' || 'pane' in last) {
    throw new CourseError(
      file,
      'it breaks off before the end of the run.',
      remedy,
    );
  }
  return { example, source, verified, panes, events };
}

/**
 * The recording of an example, checked to be of its present source.
 * @throws {CourseError} when it is missing, damaged or stale.
 */
export function loadRecording(
  example: Example,
  root: string = projectFolder,
): Recording {
  const file = path.join(root, example.recording);
  const remedy = `Run: npm run record -- ${example.name}`;
  if (!existsSync(file)) {
    throw new CourseError(example.recording, 'there is no recording.', remedy);
  }
  const recording = parseRecording(
    example.recording,
    readFileSync(file, 'utf8'),
  );
  if (recording.source !== example.sourceHash) {
    throw new CourseError(
      example.recording,
      `it is stale: ${example.name} was changed after it was recorded.`,
      remedy,
    );
  }
  return recording;
}

/** Writes a recording beside its example, whole or not at all. */
export function saveRecording(
  recording: Recording,
  root: string = projectFolder,
) {
  const file = path.join(root, loadExample(recording.example, root).recording);
  try {
    writeFileSync(`${file}.part`, serialiseRecording(recording));
    renameSync(`${file}.part`, file);
  } catch (error) {
    rmSync(`${file}.part`, { force: true });
    throw error;
  }
}
