// Fails: shows no request what another has not flushed
// A clear() for each request helps one request, in the midst of others.
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';

type Step = (em: EntityManager) => Promise<void>;

let em: EntityManager | undefined;

export async function handle(orm: MikroORM, steps: Step[]) {
  em ??= orm.em.fork();
  em.clear();
  for (const step of steps) await step(em);
  await em.flush();
}
