import { Redis } from 'ioredis';

// Prints the median microseconds of a SET that is waited for, and the
// milliseconds of 50,000 in a pipeline.
const redis = new Redis(process.env.REDIS_URL!);
await redis.ping();

const single: number[] = [];
for (let index = 0; index < 5000; index++) {
  const began = performance.now();
  await redis.set('key', 'value');
  single.push(performance.now() - began);
}
single.sort((a, b) => a - b);

const pipeline = redis.pipeline();
for (let index = 0; index < 50_000; index++) pipeline.set('key', 'value');
const began = performance.now();
await pipeline.exec();
const pipelined = performance.now() - began;

console.log(
  JSON.stringify({ single: single[single.length >> 1]! * 1000, pipelined }),
);
await redis.quit();
