/** An address on this site, wherever it is served: `/redis/pub-sub/`. */
export function href(path: string): string {
  return import.meta.env.BASE_URL.replace(/\/$/, '') + path;
}
