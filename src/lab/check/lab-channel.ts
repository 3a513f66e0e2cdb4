import { EventEmitter } from 'node:events';
import type { FromCheck, ProgramNews, Question, ToCheck } from './job.ts';

// The process of a check speaks with the one that has its lease. Vitest has
// the same channel for itself, and passes over what is not its own.

/** Kept before an answer can put something else there. */
const send = process.send?.bind(process);
const waiting = new Map<number, PromiseWithResolvers<unknown>>();
let questions = 0;

/** What the programs say that this check has started. */
export const programNews = new EventEmitter<{ news: [ProgramNews] }>();

/** Tells the lab something. */
export function tell(message: FromCheck) {
  send?.({ roundtrip: message });
}

/**
 * Asks the lab; resolves to what it says.
 * @throws {Error} when it could not do it, with why.
 */
export function ask(asked: Question): Promise<unknown> {
  const answer = Promise.withResolvers<unknown>();
  waiting.set(++questions, answer);
  tell({ question: questions, asked });
  return answer.promise;
}

process.on('message', (message: { roundtrip?: ToCheck }) => {
  const said = message.roundtrip;
  if (!said) return;
  if ('environment' in said) Object.assign(process.env, said.environment);
  else if ('news' in said) programNews.emit('news', said.news);
  else {
    const answer = waiting.get(said.answered);
    waiting.delete(said.answered);
    if (said.error === undefined) answer?.resolve(said.value);
    else answer?.reject(new Error(said.error));
  }
});
