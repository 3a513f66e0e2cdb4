import { CourseError } from '../../course/course-error.ts';

export interface SiteAddress {
  /** Its origin; nothing where it is not known. */
  site?: string;
  /** The path below which it lies: `/`, or `/notes/`. */
  base: string;
}

/**
 * Where the built site will be served, from SITE_URL. Its pages work
 * anywhere; only what tells crawlers of them, and the page for addresses
 * that are not there, need to know it.
 * @throws {CourseError} when it is no address of a web site.
 */
export function siteAddress(url: string | undefined): SiteAddress {
  if (!url) return { base: '/' };
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !/^https?:$/.test(parsed.protocol))
    throw new CourseError(
      'SITE_URL',
      `it is "${url}".`,
      'Give the whole address of the site: https://name.example/notes/.',
    );
  return {
    site: parsed.origin,
    base: parsed.pathname.replace(/\/*$/, '/'),
  };
}
