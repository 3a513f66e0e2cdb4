// Fails: gives each step the same object, for one SELECT
// A fork wherever an em is needed: each has a map of its own.
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';

type Step = (em: EntityManager) => Promise<void>;

export async function handle(orm: MikroORM, steps: Step[]) {
  for (const step of steps) {
    const em = orm.em.fork();
    await step(em);
    await em.flush();
  }
}
