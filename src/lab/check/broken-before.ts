import { stripTypeScriptTypes } from 'node:module';
import type { CheckResult } from '../../course/check-result.ts';

/** Characters that an answer may have. */
export const MOST_CHARACTERS = 64 * 1024;

/** Why an answer is no program that Node runs, if it is none. */
export function brokenBefore(source: string): CheckResult['broken'] {
  if (source.length > MOST_CHARACTERS)
    return {
      message: `Your answer has ${source.length} characters, and may have ${MOST_CHARACTERS}. Make it shorter.`,
    };
  if (source.includes('\0'))
    return { message: 'Your answer is no text: it has bytes of zero in it.' };
  try {
    stripTypeScriptTypes(source);
    return undefined;
  } catch (error) {
    return syntaxError(error as Error);
  }
}

/** Node puts the line and what stands there before the error's stack. */
function syntaxError({ message, stack = '' }: Error): CheckResult['broken'] {
  const [, number, excerpt] =
    /^[^\n]*:(\d+)\n([\s\S]*?)\n\n?\w*Error\b/.exec(stack) ?? [];
  const line = Number(number);
  return {
    message:
      `Node cannot read your answer. ${message}:\n${excerpt ?? ''}`.trim(),
    ...(line && { line }),
  };
}
