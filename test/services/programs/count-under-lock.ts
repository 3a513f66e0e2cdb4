// Adds 1 to the number in FILE, N times, each under LOCK:
// count-under-lock.ts LOCK FILE N
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { withLock } from '../../../src/services/lock.ts';

const [lock = '', file = '', n] = process.argv.slice(2);
for (let i = 0; i < Number(n); i++) {
  await withLock(lock, async () => {
    const before = Number(readFileSync(file, 'utf8'));
    await sleep(1);
    writeFileSync(file, String(before + 1));
  });
}
