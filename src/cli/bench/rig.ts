import path from 'node:path';
import {
  SERVICES,
  type Provider,
  type Service,
} from '../../services/service.ts';
import { openServices } from '../../services/services.ts';
import { buildSite, siteIsFresh } from '../site-build.ts';
import { projectFolder } from '../../course/project.ts';
import { folderApart } from '../apart/folder.ts';
import { Lab } from '../apart/lab.ts';

/** What measurements stand on: servers and a lab of their own. */
export interface Rig {
  /** Rounds of each measurement. */
  rounds: number;
  /** As little as shows that it measures: one round, the smallest sizes. */
  quick: boolean;
  signal: AbortSignal;
  /** For what they write; is removed in the end. */
  folder: string;
  /** The built site, which is made anew where it is stale. */
  site(): Promise<string>;
  /** Servers of the bench's own, with these of them up. */
  services(wanted?: readonly Service[]): Promise<Provider>;
  /** A lab of the bench's own, warm, that serves the site. */
  lab(): Promise<Lab>;
  /** Says what goes on. */
  tell(line: string): void;
}

/** A rig whose parts are there once they are asked for; `close` ends them. */
export async function openRig(
  options: Pick<Rig, 'rounds' | 'quick' | 'signal' | 'tell'>,
): Promise<{ rig: Rig; close(): Promise<void> }> {
  const { signal, tell } = options;
  const { folder, remove } = await folderApart('bench');
  const root = path.join(folder, 'services');
  const dist = path.join(projectFolder, 'dist');
  const provider = await openServices({ root });
  const giveBack = await provider.hold();
  let lab: Lab | undefined;
  const rig: Rig = {
    ...options,
    folder,
    async site() {
      if (siteIsFresh()) return dist;
      tell('building the site, which is stale');
      await buildSite(signal);
      return dist;
    },
    async services(wanted = SERVICES) {
      await provider.up(wanted, () => {});
      signal.throwIfAborted();
      return provider;
    },
    async lab() {
      if (lab) return lab;
      await rig.services();
      const started = new Lab(
        {
          ...{ services: root, dist: await rig.site() },
          workbook: path.join(folder, 'workbook'),
          scratch: path.join(folder, 'scratch'),
        },
        SERVICES,
      );
      lab = started;
      await started.start();
      signal.throwIfAborted();
      return started;
    },
  };
  return {
    rig,
    async close() {
      await lab?.stop();
      await giveBack();
      await provider.down();
      remove();
    },
  };
}
