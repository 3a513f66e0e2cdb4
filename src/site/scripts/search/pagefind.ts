import { siteFile } from '../site-file.ts';

/** A place in the site that a search found. */
export interface Found {
  /** The page's title. */
  page: string;
  /** The part of the page, where it is not the whole. */
  part?: string;
  address: string;
  /** What it is, where the address does not say it. */
  kind?: string;
  /** Some words around what was found; those found are marked. */
  excerpt: { text: string; marked: boolean }[];
}

export interface Findings {
  /** How many pages were found. */
  pages: number;
  /** The best of them, and the best places in each. */
  found: Found[];
}

/** Of Pagefind's own module, what is used here. */
interface Pagefind {
  options(options: { baseUrl: string; excerptLength: number }): Promise<void>;
  init(): Promise<void>;
  search(query: string): Promise<{
    results: { data(): Promise<PageFound> }[];
  }>;
}

interface PageFound {
  url: string;
  excerpt: string;
  meta: { title?: string; kind?: string };
  sub_results: PlaceFound[];
}

interface PlaceFound {
  title: string;
  url: string;
  excerpt: string;
  weighted_locations: { balanced_score: number }[];
}

const PAGES = 8;
const PLACES = 2;
/** How much of a word must be found, from its beginning. */
const ENOUGH = 0.75;

let loading: Promise<Pagefind> | undefined;

/** The index; fetched with the first key that is typed. */
function pagefind(): Promise<Pagefind> {
  loading ??= load().catch((reason: unknown) => {
    loading = undefined;
    throw reason;
  });
  return loading;
}

async function load(): Promise<Pagefind> {
  const address = siteFile('pagefind/pagefind.js');
  const module = (await import(/* @vite-ignore */ address)) as Pagefind;
  const baseUrl = new URL(siteFile('')).pathname;
  await module.options({ baseUrl, excerptLength: 18 });
  await module.init();
  return module;
}

/**
 * What the site has on some words, best first.
 * @throws {Error} with a sentence for the reader, where there is no index.
 */
export async function find(query: string): Promise<Findings> {
  let index: Pagefind;
  try {
    index = await pagefind();
  } catch {
    throw new Error(
      import.meta.env.DEV
        ? 'The search is made with the site: npm run build, then npm start.'
        : 'The search could not be loaded. Is this page still served? Reload it and try again.',
    );
  }
  const { results } = await index.search(query);
  const best = await Promise.all(
    results.slice(0, PAGES).map((each) => each.data()),
  );
  const right = best.filter((page) => isMeant(query, page.excerpt));
  const pages = right.length === best.length ? results.length : right.length;
  return { pages, found: right.flatMap(placesIn) };
}

/**
 * Whether a word that was found is one that was asked for. Where a word is
 * nowhere, Pagefind cuts it until it is: SETEX finds "set", and XYZ each "x".
 */
function isMeant(query: string, excerpt: string): boolean {
  const asked = query.toLowerCase().split(/[^\p{L}\p{N}_]+/u);
  return marks(excerpt)
    .filter(({ marked }) => marked)
    .some(({ text }) => {
      const word = text.toLowerCase();
      return asked.some(
        (each) =>
          each && word.includes(each.slice(0, Math.ceil(ENOUGH * each.length))),
      );
    });
}

function placesIn({ url, excerpt, meta, sub_results }: PageFound): Found[] {
  const page = meta.title ?? url;
  const best = sub_results.sort((a, b) => weight(b) - weight(a));
  const places = best.slice(0, PLACES).map((each) => ({
    page,
    ...(each.url !== url && { part: each.title.replace(/\s*#$/, '') }),
    address: each.url,
    kind: meta.kind,
    excerpt: marks(each.excerpt),
  }));
  if (places.length > 0) return places;
  return [{ page, address: url, kind: meta.kind, excerpt: marks(excerpt) }];
}

function weight({ weighted_locations }: PlaceFound): number {
  return weighted_locations.reduce((sum, each) => sum + each.balanced_score, 0);
}

/** Pagefind marks what it found in HTML; here it is text and nothing else. */
function marks(html: string): Found['excerpt'] {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  return [...body.childNodes].map((node) => ({
    text: node.textContent ?? '',
    marked: node.nodeName === 'MARK',
  }));
}
