import { ensureInstalled } from '../provision.ts';
import type { Progress, Service } from '../service.ts';
import { SERVERS } from './servers.ts';

/** Installs what these services need and the machine lacks, and says so. */
export async function installServers(
  services: readonly Service[],
  report: (progress: Progress) => void,
): Promise<void> {
  const programs = services.flatMap((service) => SERVERS[service].programs);
  await ensureInstalled(programs, (detail, program) => {
    const service = services.find((name) =>
      SERVERS[name].programs.includes(program),
    );
    if (service) report({ service, state: 'installing', detail });
  });
}
