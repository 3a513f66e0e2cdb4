// Fails: leaves nothing behind
// Silences the error instead of asking why there is one.
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';

type Step = (em: EntityManager) => Promise<void>;

export async function handle(orm: MikroORM, steps: Step[]) {
  orm.config.set('allowGlobalContext', true);
  for (const step of steps) await step(orm.em);
  await orm.em.flush();
}
