import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from '../../course/project.ts';
import { identify } from '../../services/process-identity.ts';
import { openServices } from '../../services/services.ts';

/**
 * A folder of this process's own, `.cache/<what>/<pid>`: below the project, so
 * that programs find its packages from there. Those of processes that are gone
 * are removed first, with the servers that they have left.
 * @param free is called with a folder before it is removed
 */
export async function folderApart(
  what: string,
  free: (folder: string) => void = () => {},
): Promise<{ folder: string; remove(): void }> {
  const all = path.join(projectFolder, '.cache', what);
  const remove = (folder: string) => {
    free(folder);
    rmSync(folder, { recursive: true, force: true });
  };
  mkdirSync(all, { recursive: true });
  for (const name of readdirSync(all)) {
    if (!/^\d+$/.test(name) || identify(Number(name))) continue;
    const folder = path.join(all, name);
    for (const root of servicesIn(folder)) {
      const services = await openServices({ root });
      await services.down();
    }
    remove(folder);
  }
  const folder = path.join(all, String(process.pid));
  mkdirSync(folder, { recursive: true });
  return { folder, remove: () => remove(folder) };
}

/** Folders of servers: named `services…`. */
function servicesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.startsWith('services'))
    .map((name) => path.join(folder, name));
}
