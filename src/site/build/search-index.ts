import { close, createIndex, type PagefindIndex } from 'pagefind';
import type { ReferenceEntry } from '../commands/entries.ts';

interface PageToFind {
  /** Below the site's root: `/redis/pub-sub/`. */
  address: string;
  html: string;
}

/** What has been added, or what Pagefind says against it. */
type Added = Promise<{ errors: string[] }>;

/** What Pagefind writes besides the index: its own pieces of a page. */
const NOT_OURS = /-ui\.|-highlight\.|playground/;

/** Pages of tables are below it. */
const TABLES = '/reference/';

/**
 * The index of the built pages, which the search of a page asks. Pagefind is a
 * process of its own: it reads the pages while others are rendered.
 */
export class SearchIndex {
  readonly #opened = opened();
  readonly #added: Added[] = [];
  /** Pages below TABLES: only the entries tell which of them are tables. */
  readonly #held: PageToFind[] = [];
  readonly #entries: ReferenceEntry[] = [];

  /** Adds a page as it was rendered, in any order. */
  addPage(page: PageToFind) {
    if (page.address.startsWith(TABLES)) this.#held.push(page);
    else this.#addHtml(page);
  }

  /** Adds the rows of the tables. */
  addEntries(entries: ReferenceEntry[]) {
    this.#entries.push(...entries);
  }

  /**
   * The files of the index; nothing can be added after that.
   * @throws {Error} with what Pagefind says, of the page that it cannot read.
   */
  async files() {
    try {
      this.#addHeld();
      const added = await Promise.all(this.#added);
      const wrong = added.flatMap(({ errors }) => errors);
      if (wrong.length > 0) throw new Error(wrong.join(' '));
      const { files } = await (await this.#opened).getFiles();
      return files.filter((file) => !NOT_OURS.test(file.path));
    } finally {
      await close();
    }
  }

  #addHeld() {
    // Of a page of tables, each row is found by itself.
    const tables = new Set(
      this.#entries.map(({ address }) => address.split('#')[0]!),
    );
    for (const page of this.#held)
      if (!tables.has(page.address)) this.#addHtml(page);
    for (const { title, text, address, kind } of this.#entries)
      this.#add((index) =>
        index.addCustomRecord({
          url: address,
          content: `${title}. ${text}`,
          language: 'en',
          meta: { title, kind },
        }),
      );
  }

  #addHtml({ address, html }: PageToFind) {
    // What a page shows without scripts is what a run put out.
    const content = html.replaceAll('noscript>', 'section>');
    this.#add((index) => index.addHTMLFile({ url: address, content }));
  }

  #add(add: (index: PagefindIndex) => Added) {
    const added = this.#opened.then(add);
    // Told where it is waited for.
    added.catch(() => {});
    this.#added.push(added);
  }
}

async function opened(): Promise<PagefindIndex> {
  const { index, errors } = await createIndex({
    rootSelector: 'main',
    // Old names and errors are looked up as they are written.
    includeCharacters: '_',
    excludeSelectors: [
      'button',
      'nav',
      '.anchor',
      '.number',
      '.facts',
      '.near',
    ],
  });
  if (!index) throw new Error(errors.join(' '));
  return index;
}
