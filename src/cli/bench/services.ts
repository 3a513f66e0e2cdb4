import { SERVICES } from '../../services/service.ts';
import { bootOf, bootRows, RABBITMQ } from './boot.ts';
import { inTurn } from './in-turn.ts';
import type { Rig } from './rig.ts';
import { moreThan, type Row } from './row.ts';

/**
 * All four servers until they answer, without data and with; against RabbitMQ
 * by itself, which is what takes longest.
 */
export async function measureServices(rig: Rig): Promise<Row[]> {
  const boot = await bootOf(rig, 'boot');
  const ways = {
    ours: () => boot.time(SERVICES),
    rabbitmq: () => boot.time(['rabbitmq']),
  };
  const found = await inTurn(rig, ways, { warmUp: false });
  return bootRows('all four servers', found, [moreThan(RABBITMQ, 1)]);
}
