import { typescriptLanguage } from '@codemirror/lang-javascript';
import { HighlightStyle } from '@codemirror/language';
import { styleTags, tags as t } from '@lezer/highlight';

/** TypeScript, with methods and `void` told apart as `source/inks.ts` does. */
export const typescript = typescriptLanguage.configure({
  props: [
    styleTags({
      'MethodDeclaration/PropertyDefinition': t.function(t.propertyName),
      'VoidType/void': t.typeName,
    }),
  ],
});

/**
 * The editor's inks. They are those of `source/inks.ts`, so that a line
 * looks the same whether it is read or edited; a test compares the two.
 */
export const inks = HighlightStyle.define([
  { tag: t.comment, color: 'var(--faint)', fontStyle: 'italic' },
  { tag: t.self, color: 'inherit' },
  { tag: [t.keyword, t.modifier], color: 'var(--ink-k)' },
  { tag: [t.string, t.escape, t.regexp], color: 'var(--ink-s)' },
  {
    tag: [t.function(t.variableName), t.function(t.propertyName), t.className],
    color: 'var(--ink-f)',
  },
  { tag: [t.typeName, t.definition(t.className)], color: 'var(--ink-t)' },
  { tag: [t.number, t.bool, t.null], color: 'var(--ink-n)' },
]);
