/**
 * The address of a file of this site, for a fetch or an import; `path` is
 * below its root, as `recordings/redis/pub-sub.jsonl`. Where the root is
 * says the page itself: the same folder may be served under any prefix.
 */
export function siteFile(path: string): string {
  const { root } = document.documentElement.dataset;
  return new URL(root + path, location.href).href;
}
