// Fails: writes nothing when a step fails, and says why
// The flush as if it were a close: it runs whatever has happened.
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';

type Step = (em: EntityManager) => Promise<void>;

export async function handle(orm: MikroORM, steps: Step[]) {
  const em = orm.em.fork();
  try {
    for (const step of steps) await step(em);
  } finally {
    await em.flush();
  }
}
