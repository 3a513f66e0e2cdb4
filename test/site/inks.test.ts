import { highlightTree } from '@lezer/highlight';
import { expect, test } from 'vitest';
import { exampleNames, loadExample } from '../../src/course/example.ts';
import { inks, typescript } from '../../src/site/scripts/edit/inks.ts';
import { highlight } from '../../src/site/source/highlight.ts';

/** The ink of each character as it is read: a letter of `source/inks.ts`. */
async function readInks(source: string): Promise<string[]> {
  const lines = await highlight(source, 'ts');
  return lines.flatMap((line) => [
    ...line.flatMap(({ text, ink }) => [...text].map(() => ink ?? '-')),
    '-',
  ]);
}

/** The same as it is edited. */
function editInks(source: string): string[] {
  const rules = inks.module!.getRules();
  const inkOf = (name: string) => {
    const rule = new RegExp(`\\.${name} \\{[^}]*var\\(--([^)]*)\\)`).exec(
      rules,
    );
    return rule?.[1] === 'faint'
      ? 'c'
      : (rule?.[1]?.replace('ink-', '') ?? '-');
  };
  const found = Array.from(source, () => '-');
  highlightTree(typescript.parser.parse(source), inks, (from, to, names) =>
    found.fill(inkOf(names.split(' ').at(-1)!), from, to),
  );
  return found;
}

test('code has the same inks read and edited, but for one character in a hundred', async () => {
  let all = 0;
  const differ: string[] = [];
  for (const name of exampleNames()) {
    for (const { source, path } of loadExample(name).files) {
      const [read, edited] = [await readInks(source), editInks(source)];
      for (const [at, character] of Array.from(source).entries()) {
        if (/\s/.test(character)) continue;
        all++;
        if (read[at] !== edited[at])
          differ.push(`${path}:${at} ${character} ${read[at]} → ${edited[at]}`);
      }
    }
  }
  expect(all).toBeGreaterThan(5000);
  expect(differ.length / all, differ.slice(0, 40).join('\n')).toBeLessThan(
    0.01,
  );
});
