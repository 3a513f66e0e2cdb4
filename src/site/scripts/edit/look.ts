import { EditorView } from '@codemirror/view';

/** The editor with the metrics of shown code: see `styles/source.css`. */
export const look = EditorView.theme({
  '&': { minHeight: '0', color: 'var(--ink)', fontSize: 'var(--code)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    minHeight: '0',
    overflow: 'auto',
    fontFamily: 'var(--mono)',
    lineHeight: '1.3rem',
  },
  '.cm-content': {
    padding: '0.15rem 0 0.75rem',
    caretColor: 'var(--ink)',
  },
  '.cm-line': { padding: '0' },
  '.cm-gutters': {
    border: '0',
    background: 'none',
    color: 'var(--faint)',
  },
  '.cm-lineNumbers .cm-gutterElement': {
    boxSizing: 'border-box',
    width: 'calc(var(--gutter) - var(--number-gap))',
    minWidth: '0',
    marginRight: 'var(--number-gap)',
    padding: '0',
    fontSize: 'var(--number-size)',
    letterSpacing: 'var(--number-spacing)',
    cursor: 'pointer',
  },
  '.cm-line.at, .cm-line.lit': { background: 'var(--leaf)' },
  '.cm-line.at': { boxShadow: '-3px 0 var(--ink)' },
  '&.cm-focused .cm-matchingBracket, .cm-matchingBracket': {
    background: 'none',
    outline: '1px solid var(--faint)',
  },
});
