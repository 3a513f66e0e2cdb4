import { SERVICES } from '../../services/service.ts';
import { bootOf, rabbitmqAlone, type Boot } from './boot.ts';
import type { Rig } from './rig.ts';
import { moreThan, row, type Row } from './row.ts';

/** The name by which RabbitMQ stands beside what waits for it. */
export const RABBITMQ = 'RabbitMQ alone';

/**
 * All four servers until they answer, without data and with; against RabbitMQ
 * by itself, which is what takes longest.
 */
export async function measureServices(rig: Rig): Promise<Row[]> {
  const boot = await bootOf(rig, 'boot');
  const all: Boots = { cold: [], warm: [] };
  const rabbitmq: Boots = { cold: [], warm: [] };
  for (let round = 0; round < rig.rounds; round += 1) {
    rig.signal.throwIfAborted();
    note(all, await allFour(boot));
    rig.signal.throwIfAborted();
    note(rabbitmq, await rabbitmqAlone(boot));
  }
  return (['cold', 'warm'] as const).map((which) =>
    row(`all four servers, ${which}`, 's', all[which], {
      beside: { [RABBITMQ]: rabbitmq[which] },
      limits: [moreThan(RABBITMQ, 1)],
    }),
  );
}

/** Seconds, a number for each round. */
export interface Boots {
  cold: number[];
  warm: number[];
}

/** Notes a round. */
export function note(boots: Boots, round: { cold: number; warm: number }) {
  boots.cold.push(round.cold);
  boots.warm.push(round.warm);
}

async function allFour(boot: Boot) {
  boot.wipe();
  const cold = await boot.time(SERVICES);
  return { cold: cold / 1000, warm: (await boot.time(SERVICES)) / 1000 };
}
