// A lab that has processes waiting and a program running, until it is killed.
import { NodePool } from '../../../src/lab/node-pool.ts';
import { runPrograms } from '../../../src/lab/run.ts';
import { LIMITS } from '../../../src/lab/limits.ts';
import { parseHeader } from '../../../src/course/header.ts';

const pool = new NodePool();
pool.expect(['ioredis'], 1);
const path = 'examples/redis/busy.ts';
const source = 'console.log("up"); for (;;);';
const header = parseHeader(path, source);
const program = { path, source, header, regions: [], pane: 'busy' };
void runPrograms([program], {
  addresses: () => ({}),
  files: [program],
  clock: () => 0,
  limits: { ...LIMITS, seconds: 120, busySeconds: 120 },
  on: (event) => 'text' in event && process.stdout.write(event.text),
});
