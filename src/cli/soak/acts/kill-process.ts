import { signal } from '../../../services/process-identity.ts';
import type { Act } from '../life.ts';
import { labProcesses } from '../own-processes.ts';

/** kill -9 of a process that runs a program, a check, or Vitest. */
export const killProcess: Act = {
  name: 'kill-process',
  weight: 5,
  kind: 'blow',
  uses: [],
  async run(life, chance) {
    await life.troubles.during('processes', async () => {
      const all = labProcesses(life.place, life.lab.identity);
      if (all.length > 0 && signal(chance.pick(all), 'SIGKILL'))
        life.tally.count('killedProcesses');
    });
  },
};
