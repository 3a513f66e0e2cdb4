/** The hints of a lesson's exercise, as a terminal shows them, in order. */
export function hintsIn(body: string): string[] {
  return [...body.matchAll(/<Hint>\s*([\s\S]*?)\s*<\/Hint>/g)].map(([, hint]) =>
    hint!.replace(/\s*\n\s*/g, ' '),
  );
}
