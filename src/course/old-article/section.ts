/** What the old article says or does, and what is so today. */
export interface ThenNow {
  /** Its claim, in its words; between backticks is code, as in prose. */
  said: string;
  /** Its own lines, where they say it. */
  code?: string[];
  is: string;
  /** Whether what it says still holds. */
  holds?: true;
}

/** A section of the old article that the course grew out of. */
export interface OldSection {
  /** Its number: `S8`. Lessons name those that they cover under `seed`. */
  row: string;
  /** Where it stands on the page: `many-keys`. */
  id: string;
  /** What it is about. */
  about: string;
  /** What the article does there. */
  does: string;
  pairs: ThenNow[];
  /** The lessons that cover it, in the order of the course. */
  lessons: string[];
  /** Its own words, by which a reader of it looks for them. */
  words: string[];
}

/** A part of a section, and the lessons that teach it where they stand. */
export interface Part {
  about: string;
  lessons: string[];
}

/** A section of the article that the old one links to, part by part. */
export interface LinkedSection extends Omit<OldSection, 'lessons'> {
  parts: Part[];
}

/** Sections with the heading that they stand under. */
export interface Chapter {
  id: string;
  title: string;
  intro?: string;
  sections: (OldSection | LinkedSection)[];
}

/** The words of a text. */
export const words = (text: string) => text.split(' ');
