import { filesToRun, type Example } from '../../course/example.ts';
import { callName } from './name-of.ts';
import { codeIn } from '../../course/recap-table.ts';
import type { CommandLine, Use } from './rows.ts';

/**
 * Where examples have the calls or the options of these lines: for what
 * sends nothing by itself, as `em.remove(ada)` or `{ timeout: 500 }`.
 */
export function calledIn(
  examples: readonly Example[],
  lines: readonly CommandLine[],
): Use[] {
  const words = lines
    .flatMap(({ form, call }) => [...codeIn(form), ...codeIn(call)])
    .flatMap((code) => wordOf(code) ?? []);
  return examples.flatMap((example) =>
    filesToRun(example).flatMap(({ path, source }) => {
      const at = source
        .split('\n')
        .findIndex((line) => words.some((word) => word.test(line)));
      if (at < 0) return [];
      const file = path.replace(/^examples\//, '');
      return [{ example: example.name, file, line: at + 1 }];
    }),
  );
}

/** How it reads in a program: `.remove(`, or `timeout:`. */
function wordOf(code: string): RegExp | undefined {
  const option = /^\{ (\w+)/.exec(code)?.[1];
  if (option) return new RegExp(`\\b${option}(:|,| })`);
  const [method] = /\w+$/.exec(callName(code)) ?? [];
  return method && code.includes(`${method}(`)
    ? new RegExp(`\\b${method}\\(`)
    : undefined;
}
