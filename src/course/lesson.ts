import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { CourseError } from './course-error.ts';
import { didYouMean } from './nearest.ts';
import { parseHeader } from './header.ts';
import { projectFolder } from './project.ts';
import type { RunServers } from './run-servers.ts';
import { SERVICES } from './service-name.ts';
import { trackNames, type Track } from './tracks.ts';

/** The frontmatter of `lesson.mdx`; anything else in it is an error. */
export const frontmatterSchema = z.strictObject({
  title: z.string().min(3).max(60),
  /** One line: after this you can … */
  outcome: z.string().min(10).max(160),
  minutes: z.number().int().min(5).max(40),
  uses: z.array(z.enum(SERVICES)),
  /** Names of examples, e.g. `redis/pub-sub`; the first is the lesson's. */
  examples: z.array(z.string()).min(1),
  /** Sections of the old article that the lesson covers, e.g. `S17`. */
  seed: z.array(z.string().regex(/^S\d+$/)),
  tags: z.array(z.string()).min(1),
});

export type Frontmatter = z.infer<typeof frontmatterSchema>;

/** A kept misconception: a file that the lesson's check must catch. */
export interface WrongAnswer {
  path: string;
  /** Name of the test that must fail; from the file's first line. */
  failsIn: string;
}

/**
 * A lesson: prose, and its exercise. All paths are from the project; the
 * servers are those that its check asks for.
 */
export interface Lesson extends RunServers {
  /** Track and slug, as in the URL: `redis/pub-sub`. */
  name: string;
  track: Track;
  slug: string;
  /** The number in front of the folder's name. */
  order: number;
  folder: string;
  file: string;
  frontmatter: Frontmatter;
  /** The prose, without frontmatter. */
  body: string;
  wrong: WrongAnswer[];
}

interface Place {
  name: string;
  track: Track;
  slug: string;
  order: number;
  folder: string;
}

function places(root: string): Place[] {
  return trackNames.flatMap((track) => {
    const folder = path.join(root, 'lessons', track);
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .sort()
      .map((entry) => {
        const parts = /^(\d\d)-([a-z0-9-]+)$/.exec(entry);
        if (!parts) {
          throw new CourseError(
            `lessons/${track}/${entry}`,
            'its name has not the form NN-slug.',
            'Two digits give the order, then a slug: "04-acknowledgements".',
          );
        }
        const slug = parts[2]!;
        return {
          name: `${track}/${slug}`,
          track,
          slug,
          order: Number(parts[1]),
          folder: `lessons/${track}/${entry}`,
        };
      });
  });
}

/** Names of all lessons, in the order of the course. */
export function lessonNames(root: string = projectFolder): string[] {
  return places(root).map(({ name }) => name);
}

/**
 * Reads one lesson.
 * @throws {CourseError} when there is none of that name, a file is missing,
 * or the frontmatter is not as it must be.
 */
export function loadLesson(name: string, root: string = projectFolder): Lesson {
  const all = places(root);
  const place = all.find((each) => each.name === name);
  if (!place) {
    const known = all.map((each) => each.name);
    throw new CourseError(
      `lessons/${name}`,
      'there is no lesson of that name.',
      didYouMean(name, known).trim() || `There are: ${known.join(', ')}.`,
    );
  }
  for (const file of [
    'lesson.mdx',
    'exercise.ts',
    'solution.ts',
    'check.test.ts',
  ]) {
    if (existsSync(path.join(root, place.folder, file))) continue;
    throw new CourseError(
      `${place.folder}/${file}`,
      'the file is missing.',
      'Every lesson has lesson.mdx, exercise.ts, solution.ts and check.test.ts.',
    );
  }
  const file = `${place.folder}/lesson.mdx`;
  const { frontmatter, body } = parseProse(
    file,
    readFileSync(path.join(root, file), 'utf8'),
  );
  return {
    ...place,
    file,
    frontmatter,
    body,
    wrong: wrongAnswers(place.folder, root),
    ...serversOfCheck(`${place.folder}/check.test.ts`, root),
  };
}

function parseProse(file: string, text: string) {
  const parts = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text);
  if (!parts) {
    throw new CourseError(
      file,
      'it does not begin with frontmatter.',
      'Begin it with a YAML block between two lines "---".',
    );
  }
  let yaml: unknown;
  try {
    yaml = parseYaml(parts[1]!);
  } catch (error) {
    throw new CourseError(
      file,
      `its frontmatter is not YAML: ${(error as Error).message}`,
      'Mend the block between the lines "---".',
    );
  }
  const result = frontmatterSchema.safeParse(yaml);
  if (!result.success) {
    const [issue] = result.error.issues;
    const at = issue!.path.join('.') || 'frontmatter';
    throw new CourseError(
      file,
      `its frontmatter is wrong at "${at}": ${issue!.message}.`,
      'CONTRIBUTING.md lists the fields.',
    );
  }
  return { frontmatter: result.data, body: parts[2]! };
}

/** Its header asks for servers, as that of an example does. */
function serversOfCheck(file: string, root: string): RunServers {
  const source = readFileSync(path.join(root, file), 'utf8');
  const header = parseHeader(file, source.startsWith('/**') ? source : '');
  const { memcached, redis, administrator } = header;
  return { memcached, redis, administrator };
}

function wrongAnswers(folder: string, root: string): WrongAnswer[] {
  const wrong = path.join(root, folder, 'wrong');
  if (!existsSync(wrong)) return [];
  return readdirSync(wrong)
    .filter((entry) => entry.endsWith('.ts'))
    .sort()
    .map((entry) => {
      const file = `${folder}/wrong/${entry}`;
      const [first = ''] = readFileSync(path.join(root, file), 'utf8').split(
        '\n',
      );
      const failsIn = /^\/\/ Fails: (.+)$/.exec(first)?.[1];
      if (!failsIn) {
        throw new CourseError(
          file,
          'its first line does not name the test that must fail.',
          'Write "// Fails: <name of the test>".',
        );
      }
      return { path: file, failsIn };
    });
}
