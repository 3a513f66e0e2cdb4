import type { ServerState } from '../../../course/server-state.ts';
import { askLab } from '../lab-request.ts';

/**
 * What the servers of a bench hold now.
 * @throws {Error} with a sentence for the reader, when the lab does not say.
 */
export async function lookAgain(bench: HTMLElement): Promise<ServerState[]> {
  const answer = await askLab('state', { example: bench.dataset.example });
  const { states } = (await answer.json()) as { states: ServerState[] };
  return states;
}
