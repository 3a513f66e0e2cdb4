import { withLock } from '../lock.ts';
import type { Service } from '../service.ts';
import { containers } from './engine.ts';
import { projectOf, runningServices, startProject } from './project.ts';

/**
 * The services that run; those of them that a run has ended (`SHUTDOWN`) are
 * started again for the next one.
 */
export async function revived(
  root: string,
  services: readonly Service[],
  lock: string,
): Promise<Service[]> {
  const running = await runningServices(root);
  if (services.every((each) => running.includes(each))) return running;
  const all = await containers(projectOf(root));
  const ended = all
    .filter(({ status }) => status.startsWith('Exited (0)'))
    .map(({ service }) => service)
    .filter((service) => services.includes(service));
  if (ended.length === 0) return running;
  await withLock(lock, () => startProject(root, ended, () => {}));
  return runningServices(root);
}
