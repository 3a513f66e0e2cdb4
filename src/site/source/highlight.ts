import type { Highlighter } from 'shiki';
import { fromCache } from '../build/from-cache.ts';
import { inkOf, inkTheme, type Ink } from './inks.ts';

/** A stretch of code in one colour. */
export interface Stretch {
  text: string;
  ink?: Ink | undefined;
}

const LANGUAGES = [
  'ts',
  'js',
  'json',
  'sh',
  'python',
  'sql',
  'ini',
  'yaml',
  'diff',
] as const;

let highlighter: Promise<Highlighter> | undefined;

/** Raise it when colouring changes: it is part of the cache's key. */
const EDITION = '1';
const colours = JSON.stringify([EDITION, LANGUAGES, inkTheme]);

/**
 * The lines of some code, each as coloured stretches.
 * @param language a fence's language; an unknown one is left plain.
 */
export async function highlight(
  code: string,
  language: string,
): Promise<Stretch[][]> {
  return fromCache('colours', [colours, language, code], () =>
    coloured(code, language),
  );
}

async function coloured(code: string, language: string) {
  highlighter ??= import('shiki').then(({ createHighlighter }) =>
    createHighlighter({ themes: [inkTheme], langs: [...LANGUAGES] }),
  );
  const shiki = await highlighter;
  const known = shiki.getLoadedLanguages().includes(language);
  const lines = shiki.codeToTokensBase(code, {
    lang: known ? (language as 'ts') : 'text',
    theme: inkTheme,
  });
  return lines.map((tokens) =>
    joinAlike(
      tokens.map(({ content, color }) => ({
        text: content,
        ink: inkOf(color),
      })),
    ),
  );
}

/** Neighbours of one colour as one; blanks take the colour before them. */
function joinAlike(stretches: Stretch[]): Stretch[] {
  const joined: Stretch[] = [];
  for (const stretch of stretches) {
    const last = joined.at(-1);
    if (last && (last.ink === stretch.ink || stretch.text.trim() === ''))
      last.text += stretch.text;
    else joined.push({ ...stretch });
  }
  return joined;
}

/** A line without its first characters. */
export function cut(line: Stretch[], characters: number): Stretch[] {
  let left = characters;
  return line.flatMap((stretch) => {
    const text = stretch.text.slice(left);
    left = Math.max(0, left - stretch.text.length);
    return text === '' ? [] : [{ ...stretch, text }];
  });
}
