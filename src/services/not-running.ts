import type { Service } from './service.ts';
import { ServicesError } from './services-error.ts';

/** The error of a lease that needs services that do not run. */
export function notRunning(services: readonly Service[]): ServicesError {
  const [verb, them] = services.length > 1 ? ['are', 'them'] : ['is', 'it'];
  return new ServicesError(
    `${services.join(', ')} ${verb} not running; ` +
      `\`npm run services -- up\` starts ${them}.`,
  );
}
