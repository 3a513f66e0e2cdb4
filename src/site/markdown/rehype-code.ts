import { highlight, type Stretch } from '../source/highlight.ts';
import {
  eachElement,
  element,
  text,
  textOf,
  type Element,
  type Node,
} from './hast.ts';

function languageOf(code: Element): string {
  const classes = code.properties['className'];
  const found = (Array.isArray(classes) ? classes : []).find((each) =>
    String(each).startsWith('language-'),
  );
  return found ? String(found).slice('language-'.length) : 'text';
}

function inked({ text: value, ink }: Stretch): Node {
  return ink ? element('i', { className: [ink] }, [text(value)]) : text(value);
}

/** Colours fenced code, and gives it a copy button. */
export function rehypeCode() {
  return async (tree: Node) => {
    const fences: {
      pre: Element;
      code: Element;
      parent: { children: Node[] };
    }[] = [];
    eachElement(tree, (pre, parent) => {
      const [code] = pre.children;
      if (pre.tagName !== 'pre' || code?.type !== 'element') return;
      fences.push({ pre, code, parent });
    });
    for (const { pre, code, parent } of fences) {
      const language = languageOf(code);
      const lines = await highlight(textOf(code).replace(/\n$/, ''), language);
      const children = lines.flatMap((line, index) => [
        ...(index > 0 ? [text('\n')] : []),
        ...line.map(inked),
      ]);
      const shown = element(
        'pre',
        { tabIndex: 0, role: 'group', ariaLabel: `${language} code` },
        [element('code', {}, children)],
      );
      const copy = element(
        'button',
        {
          type: 'button',
          className: ['copy', 'needs-js'],
          ariaLabel: 'copy this code',
        },
        [text('copy')],
      );
      parent.children[parent.children.indexOf(pre)] = element(
        'div',
        { className: ['fence'] },
        [shown, copy],
      );
    }
  };
}
