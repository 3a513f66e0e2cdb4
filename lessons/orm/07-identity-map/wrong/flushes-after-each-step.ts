// Fails: writes in one transaction, after the last step
// Saves what is done so far, before it is known whether all goes well.
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';

type Step = (em: EntityManager) => Promise<void>;

export async function handle(orm: MikroORM, steps: Step[]) {
  const em = orm.em.fork();
  for (const step of steps) {
    await step(em);
    await em.flush();
  }
}
