import { setTimeout as sleep } from 'node:timers/promises';
import type { Act } from '../life.ts';

/** kill -9 of the lab, which starts again and goes on with what is there. */
export const killLab: Act = {
  name: 'kill-lab',
  weight: 6,
  kind: 'blow',
  uses: [],
  async run(life, chance) {
    await life.troubles.during('lab', async () => {
      await sleep(chance.number(500));
      await life.lab.kill();
      life.tally.count('killedLabs');
      await life.lab.start();
    });
  },
};

/** Ctrl-C of the lab while it has all to do, and its start. */
export const stopLab: Act = {
  name: 'stop-lab',
  weight: 2,
  kind: 'blow',
  uses: [],
  async run(life) {
    await life.troubles.during('lab', async () => {
      const code = await life.lab.stop();
      if (code !== 0)
        life.tally.problem(
          `Ctrl-C came to the lab, and it ${code === undefined ? 'did not end' : `ended with ${code}`}.`,
        );
      if (code === undefined) await life.lab.kill();
      life.tally.count('stoppedLabs');
      await life.lab.start();
    });
  },
};
