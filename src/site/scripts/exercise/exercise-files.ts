import { siteFile } from '../site-file.ts';

/** An exercise as the course has it. */
export interface ExerciseFiles {
  stub: string;
  solution: string;
}

const loaded = new Map<string, Promise<ExerciseFiles>>();

/**
 * The stub and the solution of a lesson's exercise; fetched once.
 * @throws {Error} with a sentence for the reader, when that fails.
 */
export function exerciseFiles(lesson: string): Promise<ExerciseFiles> {
  const known = loaded.get(lesson);
  if (known) return known;
  const files = fetch(siteFile(`exercises/${lesson}.json`))
    .then((response) => {
      if (!response.ok) throw new Error(String(response.status));
      return response.json() as Promise<ExerciseFiles>;
    })
    .catch(() => {
      loaded.delete(lesson);
      throw new Error(
        'The exercise could not be loaded. Try again, or reload the page.',
      );
    });
  loaded.set(lesson, files);
  return files;
}
