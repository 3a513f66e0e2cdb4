// Loaded into a process by `--import`: as it ends, it adds a line with the
// most memory that it had, in kB, to the file that PEAK_MEMORY names.
import { appendFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const file = process.env.PEAK_MEMORY;
if (file && isMainThread)
  process.on('exit', () =>
    appendFileSync(file, `${process.resourceUsage().maxRSS}\n`),
  );
