import { createRequire } from 'node:module';
import path from 'node:path';
import { projectFolder } from '../../course/project.ts';

// It is loaded before the libraries whose calls it watches.
const { noteTo } = createRequire(import.meta.url)('../source-lines.cjs') as {
  noteTo(
    write: (text: string) => void,
    locate: () => { file: string; line: number } | undefined,
  ): void;
};

/** Deep enough for an ORM between the answer and the socket. */
const FRAMES = 100;

/**
 * Has every message of a client noted that a line of the answer has caused.
 * @param take is given the notes, as a run's programs write them
 * @returns the answer's file, as the notes name it
 */
export function noteLines(
  answer: string,
  take: (text: string) => void,
): string {
  const file = path.relative(projectFolder, answer).replaceAll('\\', '/');
  noteTo(take, () => {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = FRAMES;
    const { stack = '' } = new Error();
    Error.stackTraceLimit = stackTraceLimit;
    const at = stack.indexOf(`${answer}:`);
    if (at < 0) return undefined;
    return { file, line: Number.parseInt(stack.slice(at + answer.length + 1)) };
  });
  return file;
}
