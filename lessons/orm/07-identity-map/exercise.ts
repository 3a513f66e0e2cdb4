import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';

/** A part of a request. It does its work with the em that it is given. */
export type Step = (em: EntityManager) => Promise<void>;

/**
 * Handles a request: its steps, one after the other, with one em that is
 * this request's only. Resolves when what they changed is written, in
 * one transaction, which is not begun before the last step is done.
 *
 * Rejects with the error of a step that fails; then the steps after it
 * do not run, and nothing of the request is written.
 */
export async function handle(
  orm: MikroORM,
  steps: Step[],
): Promise<void> {
  throw new Error(
    `Begin here: ${orm.em.fork.name} an em for this request, then give it to each step; here they are ${steps.length}.`,
  );
}
