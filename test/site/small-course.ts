import type { RunEvent, WireEvent } from '../../src/course/event.ts';
import type { Example } from '../../src/course/example.ts';
import type { Lesson } from '../../src/course/lesson.ts';
import type { Track } from '../../src/course/tracks.ts';

/** A lesson that has no more than its recap. */
export function smallLesson(
  name: string,
  recap: string,
  examples: string[] = [],
): Lesson {
  const [track, slug] = name.split('/') as [Track, string];
  return {
    name,
    track,
    slug,
    file: `lessons/${name}/lesson.mdx`,
    body: `## Recap\n\n${recap}\n\n## Go further\n`,
    frontmatter: { title: slug, examples },
  } as unknown as Lesson;
}

/** An example of one program. */
export function smallExample(name: string, source: string): Example {
  const path = `examples/${name}.ts`;
  return {
    name,
    files: [{ path, source }],
    borrowed: [],
  } as unknown as Example;
}

type Service = WireEvent['service'];

/** What a client sends from a line of a program, and what comes back. */
export function roundTrip(
  service: Service,
  at: string,
  sent: string,
  ...replies: string[]
): RunEvent[] {
  const [file = '', line] = at.split(':');
  trips += 1;
  const lane = { pane: 'main', service, connection: 1, trip: trips };
  const message = { t: 0, event: 'wire' as const, length: 0, bytes: '' };
  return [
    {
      ...message,
      ...lane,
      from: 'client',
      text: sent,
      source: { file: `examples/${file}.ts`, line: Number(line) },
    },
    ...replies.map((text) => ({
      ...message,
      ...lane,
      from: 'server' as const,
      text,
    })),
  ];
}

let trips = 0;
