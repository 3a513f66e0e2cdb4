import type { ThemeRegistrationRaw } from 'shiki';

/** Classes of the coloured parts of code; `styles/source.css` inks them. */
const SCOPES = {
  k: [
    'keyword',
    'storage',
    'keyword.operator.expression',
    'keyword.operator.new',
  ],
  s: [
    'string',
    'punctuation.definition.string',
    'constant.character',
    // A regular expression is one thing, whatever its marks mean in it.
    'string.regexp keyword',
    'string.regexp keyword.operator',
    'string.regexp keyword.control',
    'string.regexp punctuation',
    'string.regexp constant',
  ],
  c: [
    'comment',
    'punctuation.definition.comment',
    // The tags of a JSDoc block are words of the comment.
    'comment storage',
    'comment punctuation',
    'comment variable',
    'comment entity.name.type',
  ],
  f: ['entity.name.function', 'support.function', 'entity.name.section'],
  t: [
    'entity.name.type',
    'entity.name.class',
    'support.type',
    'support.class',
    'entity.name.tag',
  ],
  n: [
    'constant.numeric',
    // The n of 10n.
    'storage.type.numeric',
    'constant.language',
    'support.constant',
  ],
  // Back to plain ink: marks and names carry the meaning by themselves.
  p: [
    'keyword.operator',
    'punctuation',
    'meta.template.expression',
    'storage.type.function.arrow',
    'variable',
    // To the editor these are variables, as they are in the language.
    'constant.language.undefined',
    'constant.language.infinity',
  ],
};

export type Ink = Exclude<keyof typeof SCOPES, 'p'>;

const names = Object.keys(SCOPES) as (keyof typeof SCOPES)[];
const colour = (index: number) => `#00000${index + 1}`;

/** A theme whose colours are only names, so that the page needs no style attributes. */
export const inkTheme: ThemeRegistrationRaw = {
  name: 'inks',
  type: 'light',
  settings: [
    { settings: { foreground: '#000000', background: '#ffffff' } },
    ...names.map((name, index) => ({
      scope: SCOPES[name],
      settings: { foreground: colour(index) },
    })),
  ],
};

/** The class for a colour of the theme; undefined is plain ink. */
export function inkOf(color: string | undefined): Ink | undefined {
  const name = names.find((_, index) => colour(index) === color?.toLowerCase());
  return name === 'p' ? undefined : name;
}
