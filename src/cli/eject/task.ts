import { CourseError } from '../../course/course-error.ts';
import type { Lesson } from '../../course/lesson.ts';

/** The task of a lesson's exercise as Markdown, its hints folded. */
export function taskOf({ body, file }: Lesson): string {
  const task = /<Exercise>\s*([\s\S]*?)<\/Exercise>/.exec(body)?.[1];
  if (!task) {
    throw new CourseError(
      file,
      'it has no <Exercise>.',
      'Put the task and its hints between <Exercise> and </Exercise>.',
    );
  }
  let hints = 0;
  return task
    .replace(
      /<Task title="([^"]*)">\s*([\s\S]*?)\s*<\/Task>/g,
      (_, title: string, text: string) => `## ${title}\n\n${text}`,
    )
    .replace(
      /<Hint>\s*([\s\S]*?)\s*<\/Hint>\n*/g,
      (_, hint: string) =>
        `<details><summary>Hint ${++hints}</summary>\n\n${hint}\n\n</details>\n\n`,
    )
    .replace(/\[([^\]]*)\]\(\/[^)]*\)/g, '$1') // pages of the course, elsewhere
    .trimEnd()
    .concat('\n');
}
