// Fails: begins with what the rows say now
// One em for the whole program: fast, until somebody changes a row.
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';

type Step = (em: EntityManager) => Promise<void>;

let em: EntityManager | undefined;

export async function handle(orm: MikroORM, steps: Step[]) {
  em ??= orm.em.fork();
  for (const step of steps) await step(em);
  await em.flush();
}
