// What every check needs, loaded before it is known which one it will be.
import './answer-lines.ts';
import './loop-line.ts';
import './servers.ts';
import { WARM_LIBRARIES } from './warm-libraries.ts';

// The channel to the lab keeps no process alive by itself.
for (const library of process.env[WARM_LIBRARIES]?.split(',') ?? [])
  await import(library).catch(() => {}); // the answer's import says what is wrong
