import type { RunEvent } from '../../course/event.ts';
import { methodOf } from './queue.ts';
import { consumeOf, type Step } from './steps.ts';

/**
 * The lines of its program that a step comes from: those that sent its
 * messages, that asked for a delivery, that printed, and that named the
 * signal which ended the program.
 * @param source the text of the program's file.
 */
export function linesOfStep(
  step: Step,
  source: string,
  events: readonly RunEvent[],
): number[] {
  const sent = step.messages.flatMap((message) => {
    const cause =
      methodOf(message) === 'basic.deliver'
        ? consumeOf(message, events)
        : message;
    return cause?.source?.line ?? [];
  });
  const printed = step.printed.flatMap((text) => lineThatPrints(source, text));
  const killed = step.signal ? linesWith(source, `'${step.signal}'`) : [];
  return [...new Set([...sent, ...printed, ...killed])].sort((a, b) => a - b);
}

function linesWith(source: string, text: string): number[] {
  return source
    .split('\n')
    .flatMap((line, index) => (line.includes(text) ? [index + 1] : []));
}

/** The line whose `console.log` makes this text; none where several could. */
function lineThatPrints(source: string, text: string): number[] {
  const found = source.split('\n').flatMap((line, index) => {
    const logged = /console\.log\((['"`])(.*)\1\)/.exec(line)?.[2];
    if (logged === undefined) return [];
    const pattern = logged
      .split(/\$\{[^}]*\}/)
      .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
      .join('.*');
    return new RegExp(`^${pattern}$`).test(text) ? [index + 1] : [];
  });
  return found.length === 1 ? found : [];
}
