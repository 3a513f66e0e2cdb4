import type { RunEvent } from '../../course/event.ts';
import type { Example } from '../../course/example.ts';
import type { Lesson } from '../../course/lesson.ts';

/** An example, and what happened when it ran. */
export interface RecordedExample {
  example: Example;
  events: readonly RunEvent[];
}

/** What the tables are made of, in the order of the course. */
export interface Course {
  lessons: readonly Lesson[];
  runs: readonly RecordedExample[];
}
