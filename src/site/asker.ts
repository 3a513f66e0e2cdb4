/** The file whose page is being made, for errors: `lessons/redis/…/lesson.mdx`. */
export function asker({
  locals,
  url,
}: {
  locals: App.Locals;
  url: URL;
}): string {
  return locals.lesson?.file ?? url.pathname;
}
