import { siteFile } from '../site-file.ts';

/** A file as the course has it. */
export interface Original {
  text: string;
  /** Changes when the text does. */
  hash: string;
}

/** By path below `examples/`: `redis/pub-sub/helper.ts`. */
export type Originals = Record<string, Original>;

const loaded = new Map<string, Promise<Originals>>();

/**
 * The true files of an example, region markers and all; fetched once.
 * @throws {Error} with a sentence for the reader, when that fails.
 */
export function originalsOf(example: string): Promise<Originals> {
  const known = loaded.get(example);
  if (known) return known;
  const originals = fetch(siteFile(`originals/${example}.json`))
    .then((response) => {
      if (!response.ok) throw new Error(String(response.status));
      return response.json() as Promise<Originals>;
    })
    .catch(() => {
      loaded.delete(example);
      throw new Error(
        'The program could not be loaded for editing. Try again, or reload the page.',
      );
    });
  loaded.set(example, originals);
  return originals;
}
