// Fails: holds no connection while a step waits
// A transaction from first to last: its connection waits along.
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';

type Step = (em: EntityManager) => Promise<void>;

export async function handle(orm: MikroORM, steps: Step[]) {
  await orm.em.fork().transactional(async (em) => {
    for (const step of steps) await step(em);
  });
}
