import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { showProgress, stepLine } from '../../src/cli/show-progress.ts';
import { projectFolder } from '../../src/course/project.ts';
import { SERVICES } from '../../src/services/service.ts';
import { openServices } from '../../src/services/services.ts';
import { installMemcapable } from './memcapable.ts';

/**
 * Services of the tests' own, beside those of a learner who has the site
 * open. Up before the first test, down after the last.
 */
export default async function setup(project: TestProject) {
  const missing = await installMemcapable((line) =>
    process.stdout.write(stepLine('tests', line)),
  );
  project.provide('memcapableIsMissing', missing);
  const root =
    process.env.ROUNDTRIP_SERVICES ??
    path.join(projectFolder, '.cache/test/services');
  const services = await openServices({ root });
  const release = await services.hold();
  await services.up(SERVICES, showProgress(process.stdout));
  process.stdout.write(stepLine('services', `${services.way}, in ${root}`));
  project.provide('servicesRoot', root);
  return release;
}
