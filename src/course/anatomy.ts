import { CourseError } from './course-error.ts';
import type { Lesson } from './lesson.ts';

/** The headings of a lesson, in the order in which a reader needs them. */
export const PARTS = [
  'Predict',
  'What happened',
  'Break it',
  'In practice',
  'From Python',
  'Exercise',
  'Recap',
  'Go further',
] as const;

function sections(body: string): Map<string, string> {
  const found = new Map<string, string>([['', '']]);
  let current = '';
  let inCode = false;
  for (const line of body.split('\n')) {
    if (line.trimStart().startsWith('```')) inCode = !inCode;
    const heading = inCode ? null : /^## (.+?)\s*$/.exec(line);
    if (heading) current = heading[1]!;
    found.set(current, `${found.get(current) ?? ''}${heading ? '' : line}\n`);
  }
  return found;
}

/**
 * Checks that a lesson has its parts, in order, each with what it needs.
 * @throws {CourseError} for the first that is missing.
 */
export function checkAnatomy(lesson: Lesson): void {
  const { file, body, frontmatter, wrong } = lesson;
  const found = sections(body);
  const headings = [...found.keys()].filter((heading) => heading !== '');
  const expected = PARTS.filter(
    (part) => part !== 'From Python' || frontmatter.seed.length > 0,
  );
  if (headings.join('\n') !== expected.join('\n')) {
    throw new CourseError(
      file,
      `its parts are: ${headings.join(', ')}.`,
      `Expected, in this order: ${expected.join(', ')}.`,
    );
  }
  const need = (part: string, pattern: RegExp, what: string) => {
    if (pattern.test(found.get(part) ?? '')) return;
    throw new CourseError(
      file,
      `its part "${part || 'the problem'}" lacks ${what}.`,
      'See CONTRIBUTING.md, "What a lesson is".',
    );
  };
  need(
    '',
    /\w+ \w+ \w+/,
    'the two or three sentences that say what goes wrong without this',
  );
  need('Predict', /<Predict>/, 'a <Predict>');
  need('Predict', /<Example name=/, 'an <Example name="…" /> to run');
  need('What happened', /<Code /, 'a <Code> with a region of the program');
  need('Break it', /<(Example|Code|Output) /, 'the mistake, run for real');
  need('In practice', /\]\(https?:/, 'a source for its facts');
  if (frontmatter.seed.length > 0)
    need('From Python', /```python/, 'the Python code');
  need('Exercise', /<Exercise>/, 'an <Exercise>');
  need('Exercise', /(<Hint>[\s\S]*){3}/, 'three hints');
  need('Recap', /\|.*\|/, 'a table of what was met');
  need('Go further', /\]\(https?:/, 'links to primary sources');
  if (wrong.length < 2) {
    throw new CourseError(
      `${lesson.folder}/wrong`,
      `it holds ${wrong.length} wrong answers.`,
      'Keep at least two misconceptions that people really have.',
    );
  }
}
