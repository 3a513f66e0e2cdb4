import { rmSync } from 'node:fs';
import path from 'node:path';
import type { Service } from '../../services/service.ts';
import { openServices } from '../../services/services.ts';
import type { Rig } from './rig.ts';
import { row, type Limit, type Row } from './row.ts';

/** What RabbitMQ is called where it stands beside what waits for it. */
export const RABBITMQ = 'RabbitMQ alone';

/** Seconds without data, and with. */
export interface Boots {
  cold: number;
  warm: number;
}

/** Servers beside those of the rig, to be started and stopped. */
export interface Boot {
  /** The folder of their data. */
  root: string;
  /** Takes all away that they have kept. */
  wipe(): void;
  /** Starts these and stops them, twice: until all had answered. */
  time(services: readonly Service[]): Promise<Boots>;
}

/** @param name of their folder, below the rig's */
export async function bootOf(rig: Rig, name: string): Promise<Boot> {
  const root = path.join(rig.folder, `services-${name}`);
  const provider = await openServices({ root });
  const wipe = () => rmSync(root, { recursive: true, force: true });
  const once = async (services: readonly Service[]) => {
    rig.signal.throwIfAborted();
    const began = performance.now();
    try {
      await provider.up(services, () => {});
      return (performance.now() - began) / 1000;
    } finally {
      await provider.down();
    }
  };
  return {
    ...{ root, wipe },
    async time(services) {
      wipe();
      return { cold: await once(services), warm: await once(services) };
    },
  };
}

/** A row without data and one with, of what waits for RabbitMQ. */
export function bootRows(
  what: string,
  { ours, rabbitmq }: Record<'ours' | 'rabbitmq', Boots[]>,
  limits: Limit[],
): Row[] {
  return (['cold', 'warm'] as const).map((which) =>
    row(
      `${what}, ${which}`,
      's',
      ours.map((each) => each[which]),
      { beside: { [RABBITMQ]: rabbitmq.map((each) => each[which]) }, limits },
    ),
  );
}
