import {
  defaultKeymap,
  history,
  historyKeymap,
  indentWithTab,
} from '@codemirror/commands';
import {
  bracketMatching,
  indentOnInput,
  syntaxHighlighting,
} from '@codemirror/language';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, keymap, lineNumbers } from '@codemirror/view';
import { inks, typescript } from './inks.ts';
import { scrollInside, type Light } from '../lines.ts';
import { lightLines, litLines } from './lit-lines.ts';
import { look } from './look.ts';

/** What an editor tells of. Lines are those of its own text, from 1. */
export interface EditorEvents {
  onText(text: string): void;
  /** Ctrl-Enter. */
  onRun(): void;
  /** Escape. */
  onLeave(): void;
  onEnter(): void;
  /** The line under the pointer, or of the cursor. */
  onPoint(line: number): void;
  /** A line number was clicked. */
  onNumber(line: number): void;
}

/** A line, and how far below the window's top its text is to stand. */
export interface LineAt {
  line: number;
  y: number;
}

export interface Editor {
  /** The element to put on the page. */
  host: HTMLElement;
  setText(text: string): void;
  focus(at?: LineAt): void;
  /** Lights these lines and no others; may scroll to the first of them. */
  light(light: Light, lines: number[], show: boolean): void;
  destroy(): void;
}

/**
 * An editor for a program. It stands in a shadow root: there CodeMirror's
 * styles become an adopted style sheet, while in the page they would be an
 * inline <style>, which the content policy forbids.
 */
export function makeEditor(
  text: string,
  label: string,
  events: EditorEvents,
): Editor {
  const host = document.createElement('div');
  host.className = 'editor';
  const root = host.attachShadow({ mode: 'open' });
  const view = new EditorView({
    state: EditorState.create({
      doc: text,
      extensions: [keys(events), tabLeavesUntilUsed, told(events), base(label)],
    }),
    parent: root,
    root,
  });
  return {
    host,
    setText(wanted) {
      if (wanted === view.state.doc.toString()) return;
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: wanted },
      });
    },
    focus(at) {
      if (at && at.line <= view.state.doc.lines) {
        const anchor = view.state.doc.line(at.line).from;
        view.dispatch({ selection: { anchor } });
        view.scrollDOM.scrollTop = view.lineBlockAt(anchor).top;
        const { top = at.y } = view.coordsAtPos(anchor) ?? {};
        view.scrollDOM.scrollTop += top - at.y;
      }
      view.contentDOM.focus({ preventScroll: true });
    },
    light(light, lines, show) {
      view.dispatch({ effects: lightLines.of({ light, lines }) });
      if (show) showLines(view, lines);
    },
    destroy: () => view.destroy(),
  };
}

/** Scrolls the editor to lines, and the page not at all. */
function showLines(view: EditorView, numbers: number[]) {
  const { doc } = view.state;
  const known = numbers.filter((number) => number <= doc.lines);
  if (known.length === 0) return;
  const [first, last] = [Math.min(...known), Math.max(...known)];
  scrollInside(
    view.scrollDOM,
    view.documentTop + view.lineBlockAt(doc.line(first).from).top,
    view.documentTop + view.lineBlockAt(doc.line(last).from).bottom,
  );
}

function base(label: string): Extension {
  return [
    EditorState.tabSize.of(2),
    EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
    typescript,
    syntaxHighlighting(inks),
    history(),
    indentOnInput(),
    bracketMatching(),
    litLines,
    look,
  ];
}

function keys({ onRun, onLeave }: EditorEvents): Extension {
  const done = (act: () => void) => () => {
    act();
    return true;
  };
  return keymap.of([
    { key: 'Mod-Enter', run: done(onRun) },
    // Leaves the editor, and does not also stop a run of its bench.
    { key: 'Escape', run: done(onLeave), stopPropagation: true },
    indentWithTab,
    ...historyKeymap,
    ...defaultKeymap,
  ]);
}

/** Tab goes on to the next thing until someone clicked or typed here. */
const tabLeavesUntilUsed: Extension = [
  EditorView.domEventHandlers({
    focus: (_, view) => view.setTabFocusMode(true),
    click: (_, view) => view.setTabFocusMode(false),
  }),
  EditorView.updateListener.of(({ view, transactions }) => {
    if (transactions.some((each) => each.isUserEvent('input')))
      view.setTabFocusMode(false);
  }),
];

function told(events: EditorEvents): Extension {
  return [
    lineNumbers({
      domEventHandlers: {
        click(view, block) {
          events.onNumber(view.state.doc.lineAt(block.from).number);
          return true;
        },
      },
    }),
    EditorView.domEventHandlers({
      focus: () => events.onEnter(),
      mousemove(move, view) {
        const at = view.posAtCoords(
          { x: move.clientX, y: move.clientY },
          false,
        );
        events.onPoint(view.state.doc.lineAt(at).number);
      },
    }),
    EditorView.updateListener.of(
      ({ docChanged, selectionSet, state, view }) => {
        if (docChanged) events.onText(state.doc.toString());
        if (selectionSet && view.hasFocus)
          events.onPoint(state.doc.lineAt(state.selection.main.head).number);
      },
    ),
  ];
}
