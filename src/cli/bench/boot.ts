import { rmSync } from 'node:fs';
import path from 'node:path';
import type { Service } from '../../services/service.ts';
import { openServices } from '../../services/services.ts';
import type { Rig } from './rig.ts';

/** Servers beside those of the rig, to be started and stopped. */
export interface Boot {
  /** The folder of their data. */
  root: string;
  /** Takes all away that they have kept. */
  wipe(): void;
  /** Starts these and stops them; milliseconds until all had answered. */
  time(services: readonly Service[]): Promise<number>;
}

/** @param name of their folder, below the rig's */
export async function bootOf(rig: Rig, name: string): Promise<Boot> {
  const root = path.join(rig.folder, `services-${name}`);
  const provider = await openServices({ root });
  return {
    root,
    wipe: () => rmSync(root, { recursive: true, force: true }),
    async time(services) {
      const began = performance.now();
      try {
        await provider.up(services, () => {});
        return performance.now() - began;
      } finally {
        await provider.down();
      }
    },
  };
}

/** Seconds that RabbitMQ alone takes, started as for the course. */
export async function rabbitmqAlone(
  boot: Boot,
): Promise<{ cold: number; warm: number }> {
  boot.wipe();
  const cold = await boot.time(['rabbitmq']);
  return { cold: cold / 1000, warm: (await boot.time(['rabbitmq'])) / 1000 };
}
