// Fails: has a hundred requests under way at once
// One shared em after all, and a queue in front of it.
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';

type Step = (em: EntityManager) => Promise<void>;

let em: EntityManager | undefined;
let before: Promise<unknown> = Promise.resolve();

export function handle(orm: MikroORM, steps: Step[]) {
  const mine = before.then(async () => {
    em ??= orm.em.fork();
    em.clear();
    for (const step of steps) await step(em);
    await em.flush();
  });
  before = mine.catch(() => {});
  return mine;
}
