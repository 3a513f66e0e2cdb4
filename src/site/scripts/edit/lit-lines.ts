import { StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view';
import type { Light } from '../lines.ts';

/** Lights these lines, and no others, in one of the two lights. */
export const lightLines = StateEffect.define<{
  light: Light;
  lines: number[];
}>();

/** One light: it stays on its lines while the text around them changes. */
function lightOf(light: Light) {
  const mark = Decoration.line({ class: light });
  return StateField.define<DecorationSet>({
    create: () => Decoration.none,
    update(lit, { changes, effects, newDoc }) {
      lit = lit.map(changes);
      for (const effect of effects)
        if (effect.is(lightLines) && effect.value.light === light)
          lit = Decoration.set(
            effect.value.lines
              .filter((line) => line <= newDoc.lines)
              .map((line) => mark.range(newDoc.line(line).from)),
            true,
          );
      return lit;
    },
    provide: (field) => EditorView.decorations.from(field),
  });
}

export const litLines = [lightOf('at'), lightOf('lit')];
