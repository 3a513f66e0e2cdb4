/** What XML 1.0 has no character for, and halves of such as have two. */
const NO_CHARACTER =
  // eslint-disable-next-line no-control-regex
  /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const ESCAPED: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // A reader would make spaces of them in an attribute.
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** A text, for an element or an attribute, whatever is in it. */
export function xmlText(text: string): string {
  return text
    .replace(NO_CHARACTER, '')
    .replace(/[&<>"\t\n\r]/g, (character) => ESCAPED[character]!);
}

/** An element; an attribute that is undefined is left out. */
export function element(
  name: string,
  attributes: Record<string, string | number | undefined>,
  content: readonly string[] = [],
): string {
  const pairs = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${xmlText(String(value))}"`);
  const opening = `<${name}${pairs.join('')}`;
  return content.length === 0
    ? `${opening}/>`
    : `${opening}>${content.join('')}</${name}>`;
}
