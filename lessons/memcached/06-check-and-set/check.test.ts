import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  openClient,
  type Client,
} from '#examples/memcached/client/client.ts';
import { flushAll, value } from '#check/memcached';
import { commands } from '#check/wire';
import { decrementStock } from './exercise.ts';

const servers = process.env.MEMCACHE_SERVERS ?? 'localhost:11211';
let open: Client[];
let shop: Client;

beforeEach(async () => {
  await flushAll();
  open = [];
  shop = client();
});

afterEach(async () => {
  await Promise.all(open.map((each) => each.disconnectAll()));
});

/** A client with a connection of its own, as another process has. */
function client(): Client {
  const one = openClient(servers, { timeout: 2000 });
  open.push(one);
  return one;
}

/** What memcached itself holds. */
const stock = () => value('stock');

/** How often each word stands in a list: `sold` five times. */
function tally(words: string[]) {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

/** Twenty buyers, a client each that is connected, at once. */
async function twentyBuyers() {
  const buyers = Array.from({ length: 20 }, client);
  await Promise.all(buyers.map((buyer) => buyer.get('stock')));
  return Promise.all(
    buyers.map((buyer) => decrementStock(buyer, 'stock')),
  );
}

/** The shop's client; after each of its reads the others are quicker. */
function overtaken(others: (read: number) => Promise<unknown>): Client {
  let reads = 0;
  return {
    ...shop,
    async gets(key) {
      const seen = await shop.gets(key);
      await others(++reads);
      return seen;
    },
  };
}

describe('Sell one', () => {
  test('takes one from the stock with gets and cas', async () => {
    await shop.set('stock', 900);
    let sale = '';
    const sent = await commands('memcached', async () => {
      sale = await decrementStock(shop, 'stock');
    });
    expect(sale, 'there were 900, and one was bought').toBe('sold');
    expect(await stock(), 'what memcached holds now').toBe('899');
    expect(
      sent.map((line) => line.split(' ')[0]),
      'what memcached was sent: one read that gives a number, and one write that names it',
    ).toEqual(['gets', 'cas']);
  });

  test('sells twenty of 900 to twenty buyers at once', async () => {
    await shop.set('stock', 900);
    const sales = await twentyBuyers();
    expect(
      tally(sales),
      '20 buyers, and 900 are there: each of them can have one. An EXISTS means that another was quicker, so read again and try again',
    ).toEqual({ sold: 20 });
    expect(
      await stock(),
      'all 20 were told that they have one, so memcached must hold 880. If it holds more, a write has undone another',
    ).toBe('880');
  });
});

describe('Never sell what is not there', () => {
  test('sells five of five to twenty buyers at once', async () => {
    await shop.set('stock', 5);
    expect(
      tally(await twentyBuyers()),
      'five were there, and 20 wanted one. What you read may be sold before you write: only a write that names what was read is safe',
    ).toEqual({ sold: 5, 'sold out': 15 });
    expect(await stock(), 'what memcached holds after that').toBe('0');
  });

  test('writes nothing when it is sold out', async () => {
    await shop.set('stock', 0);
    const sent = await commands('memcached', async () => {
      expect(
        await decrementStock(shop, 'stock'),
        'the stock is 0',
      ).toBe('sold out');
    });
    expect(
      sent,
      'what memcached was sent: a read is enough',
    ).toHaveLength(1);
  });

  test('says that there is no stock on a miss, and creates none', async () => {
    expect(
      await decrementStock(shop, 'stock'),
      'memcached holds nothing there: gets resolves to undefined',
    ).toBe('no such stock');
    expect(
      await stock(),
      'memcached was asked what it holds: a miss is no stock of 0',
    ).toBeUndefined();
  });

  test('says so too when the stock is gone before its write', async () => {
    await shop.set('stock', 5);
    const other = client();
    const cache = overtaken(() => other.delete('stock'));
    expect(
      await decrementStock(cache, 'stock'),
      'the item was deleted after you had read it: cas resolves to "not found"',
    ).toBe('no such stock');
    expect(
      await stock(),
      'a stock that somebody took away must not come back',
    ).toBeUndefined();
  });
});

describe('Try again, but not for ever', () => {
  test('reads again when it was overtaken', async () => {
    await shop.set('stock', 900);
    const other = client();
    const cache = overtaken(async (read) => {
      if (read === 1) await other.decr('stock');
    });
    expect(
      await decrementStock(cache, 'stock'),
      'another bought one after your first read, so the first cas resolved to "exists". The number of that read is of no use any more: read again, and write with the new one',
    ).toBe('sold');
    expect(
      await stock(),
      'of 900 the other took one, and you took one',
    ).toBe('898');
  });

  test('gives up after its tries, and has written nothing', async () => {
    await shop.set('stock', 900);
    const other = client();
    let reads = 0;
    const cache = overtaken(async (read) => {
      reads = read;
      await other.set('stock', 900);
    });
    expect(
      await decrementStock(cache, 'stock', 3),
      'another wrote before each of your three writes: say so, and let the caller decide',
    ).toBe('too many tries');
    expect(
      reads,
      'how often you read; three tries were allowed, and a try begins with a read',
    ).toBe(3);
    expect(
      await stock(),
      'nothing was bought, so memcached holds what the other wrote. A set at the end would undo that',
    ).toBe('900');
  });
});
