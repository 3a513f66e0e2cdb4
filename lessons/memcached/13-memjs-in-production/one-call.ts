// A program with one call, for check.test.ts. It ends when nothing is open
// any more, and says so.
import { openCache } from './exercise.ts';

const [servers = '', deadline] = process.argv.slice(2);
process.on('exit', (code) => {
  if (code === 0) console.log('it has ended');
});

const cache = openCache(servers, { deadline: Number(deadline) });
await cache.get('price:tea').catch(() => null);
cache.close();
