// A hundred requests, and their table: for check.test.ts.
import {
  defineEntity,
  p,
  type EntityManager,
  type MikroORM,
} from '@mikro-orm/postgresql';
import { expect } from 'vitest';
import type { handle as Handle } from './exercise.ts';

/** A row of the table `product`. The check makes the table. */
export const Product = defineEntity({
  name: 'Product',
  properties: { id: p.integer().primary(), price: p.integer() },
});

/**
 * A hundred requests at once, ten for each product. Each lowers a price,
 * then waits until all are that far. Only the first for each product is
 * granted; the others fail. Resolves to the prices that they have read.
 */
export async function aHundred(orm: MikroORM, handle: typeof Handle) {
  const seen: number[] = [];
  let waiting = 0;
  const go = Promise.withResolvers<void>();
  const request = (n: number) => [
    async (em: EntityManager) => {
      const product = await em.findOneOrFail(Product, 1 + (n % 10));
      seen.push(product.price);
      product.price -= 1 + n;
    },
    async () => {
      waiting += 1;
      await go.promise;
      if (n >= 10) throw new Error('not granted');
    },
  ];
  const ends = Promise.allSettled(
    Array.from({ length: 100 }, (_, n) => handle(orm, request(n))),
  );
  const message = 'how many of 100 requests wait in their second step';
  try {
    await expect.poll(() => waiting, { message }).toBe(100);
  } finally {
    go.resolve();
    await ends;
  }
  return seen;
}
